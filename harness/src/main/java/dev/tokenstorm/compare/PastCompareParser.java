package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.SideExpectation;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Makes a comparison of runs that are there, and refuses settings of runs to make. */
public final class PastCompareParser {
  private static final Set<Setting<?>> ALLOWED =
      Set.of(
          CompareSettings.MARGIN,
          CompareSettings.FIGURE,
          CompareSettings.EXPECT,
          OutputSettings.REPORT,
          InvocationSettings.JSON,
          InvocationSettings.QUIET,
          InvocationSettings.DEBUG);

  private PastCompareParser() {}

  /**
   * Reads and judges the runs.
   *
   * @param against folders of the side that is compared with
   * @param runs folders of the other side
   * @throws UsageException when a setting is of runs to make, or a folder holds none to compare
   */
  public static PastComparison compare(Settings settings, List<String> against, List<String> runs) {
    if (against.isEmpty() || runs.isEmpty()) {
      throw new UsageException(
          "compare of runs that are there needs folders on both sides, as in compare DIR..."
              + " --against DIR...; name some, or give sides with --a and --b.");
    }
    for (Setting<?> setting : CompareSettings.ALL) {
      if (settings.givenByFlag(setting) && !ALLOWED.contains(setting)) {
        throw new UsageException(
            setting.flag() + " has no place with --against, whose runs are there; leave it out.");
      }
    }
    List<SideExpectation> expectations = Expectations.of(settings, PastComparison.NAMES);
    return PastComparison.of(
        against.stream().map(Path::of).toList(),
        runs.stream().map(Path::of).toList(),
        settings.all(CompareSettings.FIGURE),
        expectations,
        settings.get(CompareSettings.MARGIN));
  }
}
