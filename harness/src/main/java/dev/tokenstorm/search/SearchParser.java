package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.settings.CheckSettings;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputFolder;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.ResumedSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.StandaloneLimits;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the plan of a search of settings, and refuses those that contradict it. */
public final class SearchParser {
  /**
   * What may differ in a search that goes on: how long it may take, how it is ended, what it
   * prints, and which history it is added to.
   */
  private static final Set<String> FREE =
      Set.of(
          SearchSettings.BUDGET.name(),
          SearchSettings.RESUME.name(),
          OutputSettings.OUT.name(),
          InvocationSettings.PLAN.name(),
          LoadSettings.GRACE.name(),
          OutputSettings.METRICS_ADDRESS.name(),
          OutputSettings.NO_METRICS.name(),
          OutputSettings.PUSH.name(),
          HistorySettings.HISTORY.name(),
          HistorySettings.LABEL.name(),
          HistorySettings.TARGET_LABEL.name(),
          HistorySettings.SERIES.name(),
          InvocationSettings.DRY_RUN.name(),
          InvocationSettings.JSON.name(),
          InvocationSettings.QUIET.name(),
          InvocationSettings.DEBUG.name());

  private final Settings settings;
  private final String command;

  private SearchParser(Settings settings, String command) {
    this.settings = settings;
    this.command = command;
  }

  /**
   * The plan of {@code tune}.
   *
   * @param identity of a search that begins; its seed gives way to one that the user gave
   * @throws UsageException when a value is not one, or a setting contradicts the search
   */
  public static SearchPlan tune(Settings settings, RunIdentity identity) {
    SearchParser parser = new SearchParser(settings, "tune");
    String reason = "which measures what a closed loop comes to";
    SearchSettings.TUNE_REFUSES.forEach(load -> parser.refuse(load, reason));
    TunedSetting varied = parser.varied();
    Settings runs = settings.without(varied.setting());
    Optional<IntRange> completers = settings.find(SearchSettings.COMPLETERS);
    if (varied.setting() != CompletionSettings.COMPLETERS && completers.isPresent()) {
      runs = runs.with(CompletionSettings.COMPLETERS, String.valueOf(completers.get().from()));
    }
    return parser.plan(
        new SearchPlan.Tune(varied), without(runs, SearchSettings.TUNE_REFUSES), identity);
  }

  /**
   * The plan of {@code capacity}.
   *
   * @param identity of a search that begins; its seed gives way to one that the user gave
   * @throws UsageException when a value is not one, when a setting contradicts the search, or when
   *     nothing is required
   */
  public static SearchPlan capacity(Settings settings, RunIdentity identity) {
    SearchParser parser = new SearchParser(settings, "capacity");
    SearchSettings.CAPACITY_REFUSES.forEach(
        load -> parser.refuse(load, "which finds the rate at which workflows may start"));
    if (settings.all(CheckSettings.REQUIRE).isEmpty()) {
      throw new UsageException(
          "capacity needs --require, which says what has to hold, such as --require 'workflow.p99"
              + " < 1s'.");
    }
    Duration confirm = settings.get(SearchSettings.CONFIRM);
    Duration budget = settings.get(SearchSettings.BUDGET);
    if (confirm.multipliedBy(2).compareTo(budget) > 0) {
      throw new UsageException(
          ("%s %s is more than half of %s %s, and leaves too little to search in; shorten it, or"
                  + " raise --budget.")
              .formatted(
                  settings.label(SearchSettings.CONFIRM),
                  DurationNotation.text(confirm),
                  settings.label(SearchSettings.BUDGET),
                  DurationNotation.text(budget)));
    }
    return parser.plan(
        new SearchPlan.Capacity(confirm),
        without(settings, SearchSettings.CAPACITY_REFUSES),
        identity);
  }

  /**
   * The settings of a search that goes on: those it began with, and of new ones what may differ.
   *
   * @param begun what the user gave when it began, by name
   * @param all the settings of its command
   * @throws UsageException when another one differs
   */
  public static Settings resumed(
      Settings now, Map<String, List<String>> begun, List<Setting<?>> all) {
    return new ResumedSettings("search", FREE).of(now, begun, all);
  }

  private TunedSetting varied() {
    Optional<TunedSetting> other = settings.find(SearchSettings.TUNE);
    Optional<IntRange> completers = settings.find(SearchSettings.COMPLETERS);
    if (other.isEmpty()) {
      if (completers.filter(IntRange::single).isPresent()) {
        throw new UsageException(
            settings.label(SearchSettings.COMPLETERS)
                + " must be a range such as 1..512, as it is what tune varies; or name another flag"
                + " with --tune.");
      }
      return completers
          .map(range -> new TunedSetting(CompletionSettings.COMPLETERS, range))
          .orElse(SearchSettings.COMPLETERS_OR_ELSE);
    }
    boolean same = other.get().setting() == CompletionSettings.COMPLETERS;
    if (completers.isPresent() && (same || !completers.get().single())) {
      throw new UsageException(
          "--tune and --completers both say what to vary; give --completers one number, or leave"
              + " one of them out.");
    }
    StandaloneLimits.reasonAgainst(other.get().setting(), settings)
        .ifPresent(
            reason -> {
              throw new UsageException(
                  settings.label(SearchSettings.TUNE)
                      + " "
                      + other.get().name()
                      + " has no place with "
                      + reason
                      + "; vary another flag.");
            });
    refuse(other.get().setting(), "which varies it");
    if (other.get().range().single()) {
      throw new UsageException("--tune must have a range such as worker-slots=1..64.");
    }
    return other.get();
  }

  /** A setting that the search makes senseless is a mistake as a flag; elsewhere it is of a run. */
  private void refuse(Setting<?> setting, String reason) {
    if (settings.givenByFlag(setting)) {
      String why =
          setting == OutputSettings.LINGER || setting == OutputSettings.PUSH
              ? "whose runs follow each other"
              : setting == OutputSettings.REPORT ? "whose answer is no verdict" : reason;
      throw new UsageException(
          settings.label(setting) + " has no place in " + command + ", " + why + "; leave it out.");
    }
  }

  private static Settings without(Settings settings, List<Setting<?>> dropped) {
    Settings rest = settings;
    for (Setting<?> setting : dropped) {
      rest = rest.without(setting);
    }
    return rest;
  }

  /** Two runs of the length that was asked for are the least that can be compared. */
  private static void checkRoom(SearchPlan.Aim aim, Settings given) {
    Duration run =
        given
            .find(LoadSettings.DURATION)
            .orElse(Duration.ZERO)
            .plus(given.find(LoadSettings.WARMUP).orElse(Duration.ZERO));
    Duration confirm =
        aim instanceof SearchPlan.Capacity capacity ? capacity.confirm() : Duration.ZERO;
    Duration budget = given.get(SearchSettings.BUDGET);
    if (run.multipliedBy(2).plus(confirm).compareTo(budget) > 0) {
      Setting<?> longer =
          given.find(LoadSettings.DURATION).isPresent()
              ? LoadSettings.DURATION
              : LoadSettings.WARMUP;
      throw new UsageException(
          "%s leaves no room for two runs in %s %s; shorten it, or raise --budget."
              .formatted(
                  given.label(longer),
                  given.label(SearchSettings.BUDGET),
                  DurationNotation.text(budget)));
    }
  }

  private SearchPlan plan(SearchPlan.Aim aim, Settings given, RunIdentity identity) {
    StandaloneLimits.checkTarget(given);
    StandaloneLimits.checkSettings(given);
    if (given.get(TargetSettings.TARGET).kind() == TargetKind.EMBEDDED
        && !given.get(SearchSettings.FORCE)) {
      throw new UsageException(
          given.label(TargetSettings.TARGET)
              + " embedded becomes slower with age, so that no run is like the one before; name"
              + " another target, or give --force.");
    }
    RunIdentity named =
        new RunIdentity(identity.runId(), given.find(CheckSettings.SEED).orElse(identity.seed()));
    Settings runs =
        LoadSettings.withoutClients(
            without(given, List.of(OutputSettings.OUT, CheckSettings.SEED)));
    Path directory = OutputSettings.folder(given, identity.runId());
    Optional<Path> resumed = given.find(SearchSettings.RESUME);
    if (resumed.isEmpty()) {
      OutputFolder.check(directory, given.label(OutputSettings.OUT));
    }
    checkRoom(aim, given);
    Map<String, List<String>> texts = new TreeMap<>(given.texts());
    texts.keySet().removeAll(FREE);
    return new SearchPlan(
        aim,
        named,
        resumed.orElse(directory),
        given.get(SearchSettings.BUDGET),
        given.find(LoadSettings.WARMUP),
        given.find(LoadSettings.DURATION),
        new TrialPlanFactory(runs),
        texts);
  }
}
