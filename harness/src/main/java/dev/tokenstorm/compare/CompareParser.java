package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.ComparedFigure;
import dev.tokenstorm.comparison.ComparedFigures;
import dev.tokenstorm.comparison.ComparisonThreshold;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.settings.CheckSettings;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputFolder;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.ResumedSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the plan of a comparison of settings, and refuses those that contradict it. */
public final class CompareParser {
  /** What may differ in a comparison that goes on. */
  private static final ResumedSettings RESUMED =
      new ResumedSettings(
          "comparison",
          Set.of(
              CompareSettings.BUDGET.name(),
              CompareSettings.RESUME.name(),
              OutputSettings.OUT.name(),
              OutputSettings.REPORT.name(),
              InvocationSettings.PLAN.name(),
              HistorySettings.HISTORY.name(),
              HistorySettings.LABEL.name(),
              HistorySettings.TARGET_LABEL.name(),
              HistorySettings.SERIES.name(),
              LoadSettings.GRACE.name(),
              OutputSettings.METRICS_ADDRESS.name(),
              OutputSettings.NO_METRICS.name(),
              OutputSettings.PUSH.name(),
              InvocationSettings.DRY_RUN.name(),
              InvocationSettings.JSON.name(),
              InvocationSettings.QUIET.name(),
              InvocationSettings.DEBUG.name()));

  private final Settings settings;

  private CompareParser(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the plan.
   *
   * @param identity of a comparison that begins; its seed gives way to one that the user gave
   * @param begun what an earlier call left
   * @throws UsageException when a value is not one, or a setting contradicts the comparison
   */
  public static ComparePlan plan(
      Settings settings, RunIdentity identity, Optional<CompareFile.Begun> begun) {
    return new CompareParser(settings).plan(identity, begun.map(CompareFile.Begun::lengths));
  }

  /**
   * Returns the settings of a comparison that goes on.
   *
   * @param begun what the user gave when it began, by name
   * @throws UsageException when a setting differs that must not
   */
  public static Settings resumed(Settings now, Map<String, List<String>> begun) {
    return RESUMED.of(now, begun, CompareSettings.ALL);
  }

  private ComparePlan plan(RunIdentity identity, Optional<RunLengths> begun) {
    CompareSettings.REFUSED.forEach(this::refuse);
    List<Side> sides = sides();
    Optional<Path> resumed = settings.find(CompareSettings.RESUME);
    Path directory = settings.find(OutputSettings.OUT).orElse(Path.of("results", identity.runId()));
    if (resumed.isEmpty()) {
      OutputFolder.check(directory, settings.label(OutputSettings.OUT));
    }
    Map<String, List<String>> texts = new TreeMap<>(settings.texts());
    texts.keySet().removeAll(RESUMED.free());
    Duration budget = settings.get(CompareSettings.BUDGET);
    RunLengths lengths = begun.orElseGet(() -> RunLengths.of(budget, sides.size()));
    Path folder = resumed.orElse(directory).resolve(ComparePlan.RUNS + "/000");
    List<RunPlan> examples =
        sides.stream().map(side -> side.plan(lengths, identity, folder)).toList();
    if (begun.isEmpty()) {
      checkRoom(budget, sides, examples);
    }
    return new ComparePlan(
        new RunIdentity(
            identity.runId(), settings.find(CheckSettings.SEED).orElse(identity.seed())),
        resumed.orElse(directory),
        budget,
        lengths.warmup(),
        lengths.length(),
        sides,
        figures(sides, examples),
        Expectations.of(settings, sides.stream().map(Side::name).toList()),
        settings.get(CompareSettings.MARGIN),
        settings.find(OutputSettings.REPORT).orElse(Map.of()),
        texts);
  }

  private void refuse(Setting<?> setting) {
    if (settings.givenByFlag(setting)) {
      throw new UsageException(
          setting.flag() + " has no place in compare, whose runs follow each other; leave it out.");
    }
  }

  private List<Side> sides() {
    Settings common = settings;
    List<Setting<?>> own = new ArrayList<>(CompareSettings.REFUSED);
    own.addAll(CompareSettings.LETTERS);
    own.addAll(
        List.of(
            CompareSettings.SIDE,
            OutputSettings.OUT,
            OutputSettings.REPORT,
            HistorySettings.SERIES,
            CheckSettings.SEED));
    for (Setting<?> setting : own) {
      common = common.without(setting);
    }
    List<Side> sides = new ArrayList<>();
    for (Setting<List<String>> letter : CompareSettings.LETTERS) {
      Optional<List<String>> flags = settings.find(letter);
      if (flags.isPresent()) {
        sides.add(side(common, letter.name(), letter.flag(), flags.get()));
      }
    }
    for (NamedSide named : settings.all(CompareSettings.SIDE)) {
      sides.add(
          side(
              common,
              named.name(),
              CompareSettings.SIDE.flag() + " " + named.name(),
              named.flags()));
    }
    if (sides.size() < 2) {
      throw new UsageException(
          "compare needs two sides at least, such as --a '--completer sdk' --b '--completer"
              + " grpc'; '' is a side with no flags of its own.");
    }
    if (sides.size() > ComparisonThreshold.MOST_SIDES.value()) {
      throw new UsageException(
          "compare takes at most %d sides, and there are %d; leave some out."
              .formatted((int) ComparisonThreshold.MOST_SIDES.value(), sides.size()));
    }
    Set<String> names = new HashSet<>();
    for (Side side : sides) {
      if (!names.add(side.name())) {
        throw new UsageException(
            "--side %s is the name of another side as well; give it another name."
                .formatted(side.name()));
      }
    }
    return sides;
  }

  private Side side(Settings common, String name, String label, List<String> flags) {
    Settings all = common.over(new SideFlags(label).read(flags));
    if (all.get(TargetSettings.TARGET).kind() == TargetKind.EMBEDDED
        && !settings.get(CompareSettings.FORCE)) {
      throw new UsageException(
          all.label(TargetSettings.TARGET)
              + " embedded becomes slower with age, so that no run is like the one before; name"
              + " another target, or give --force.");
    }
    return new Side(name, flags, LoadSettings.withoutClients(all));
  }

  /** Six blocks of the lengths that were asked for are the least that a word is said of. */
  private void checkRoom(Duration budget, List<Side> sides, List<RunPlan> examples) {
    Duration block = Duration.ZERO;
    for (RunPlan example : examples) {
      block =
          block.plus(example.load().warmup()).plus(example.load().duration().orElse(Duration.ZERO));
    }
    int fewest = (int) ComparisonThreshold.FIRST_LOOK.value();
    if (block.multipliedBy(fewest).compareTo(budget) > 0) {
      Duration needed = block.multipliedBy(fewest);
      throw new UsageException(
          ("%s %s leaves no room for %d blocks of %d runs, which take %s without drains and"
                  + " warm-ups; raise it, or shorten --duration or --warmup.")
              .formatted(
                  settings.label(CompareSettings.BUDGET),
                  DurationNotation.text(budget),
                  fewest,
                  sides.size(),
                  Humanize.seconds(Nanos.toSeconds(needed))));
    }
  }

  private List<ComparedFigure> figures(List<Side> sides, List<RunPlan> examples) {
    boolean open = examples.get(0).load().arrivals().open();
    for (int i = 1; i < sides.size(); i++) {
      if (examples.get(i).load().arrivals().open() != open) {
        throw new UsageException(
            "Sides %s and %s cannot be compared, as one starts workflows by a schedule and the other"
                    .formatted(sides.get(0).name(), sides.get(i).name())
                + " when one has closed; give both a rate, or neither.");
      }
    }
    return ComparedFigures.of(open, settings.all(CompareSettings.FIGURE));
  }
}
