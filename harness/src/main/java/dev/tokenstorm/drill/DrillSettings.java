package dev.tokenstorm.drill;

import dev.tokenstorm.settings.CheckSettings;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.FaultSettings;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PathNotation;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.settings.SettingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of drills, beside those of their runs. They are flags only: a variable or a plan
 * file is of a run.
 */
public final class DrillSettings {
  private static final SettingTable TABLE = new SettingTable(Group.DRILLS);

  public static final Setting<Boolean> LIST =
      TABLE
          .toggle("list", "Print which drills there are, what each does and needs, and stop")
          .unwritten();

  public static final Setting<List<String>> ONLY =
      TABLE
          .value("only", "NAME,...", new DrillNamesNotation(), "Run these drills, and no others")
          .orInWords("all")
          .unwritten();

  public static final Setting<Path> RESUME =
      TABLE
          .value(
              "resume",
              "DIR",
              new PathNotation(),
              "Go on with the drills whose results are there; their flags need not be given again,"
                  + " and must not differ")
          .unwritten();

  /** What each drill has for itself. */
  static final List<Setting<?>> OF_A_DRILL =
      List.of(
          FaultSettings.FAULT,
          CheckSettings.REQUIRE,
          LoadSettings.WORKFLOWS,
          LoadSettings.DURATION,
          LoadSettings.WARMUP,
          LoadSettings.STAGES,
          LoadSettings.BURST,
          CompletionSettings.PARK);

  /** What is of a single run, and has no place among runs that follow each other. */
  static final List<Setting<?>> OF_A_RUN =
      List.of(
          OutputSettings.LINGER,
          OutputSettings.PUSH,
          OutputSettings.REPORT,
          HistorySettings.HISTORY,
          HistorySettings.LABEL,
          HistorySettings.TARGET_LABEL,
          HistorySettings.SERIES);

  /** What the command knows only to refuse it. */
  public static final List<Setting<?>> REFUSED = both(OF_A_DRILL, OF_A_RUN);

  /** All of them, with the runs' settings that they leave to the user. */
  public static final List<Setting<?>> ALL = both(List.of(LIST, ONLY, RESUME), RunSettings.ALL);

  private DrillSettings() {}

  private static List<Setting<?>> both(List<Setting<?>> some, List<Setting<?>> others) {
    List<Setting<?>> all = new ArrayList<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}
