package dev.tokenstorm.search;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.LoadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The parts that a search is made of. Immutable. */
public final class SearchParts {
  private final SearchGoal goal;
  private final TrialPlans plans;
  private final Strategy strategy;
  private final Step example;
  private final Function<List<Trial>, Optional<SearchAnswer>> answers;

  private SearchParts(
      SearchPlan plan,
      SearchGoal goal,
      Strategy strategy,
      Step example,
      Function<List<Trial>, Optional<SearchAnswer>> answers) {
    this.goal = goal;
    this.plans = new TrialPlans(plan, goal);
    this.strategy = strategy;
    this.example = example;
    this.answers = answers;
  }

  /**
   * The parts of a search of which no run is made here.
   *
   * @throws dev.tokenstorm.text.UsageException when no run of it could be planned
   */
  public static SearchParts of(SearchPlan plan) {
    return of(plan, run -> Integer.MAX_VALUE);
  }

  /**
   * The parts of a search.
   *
   * @param mostCompleters that a run like this one may have here
   * @throws dev.tokenstorm.text.UsageException when no run of it could be planned
   */
  public static SearchParts of(SearchPlan plan, ToIntFunction<RunPlan> mostCompleters) {
    return plan.aim() instanceof SearchPlan.Tune tune
        ? tune(plan, tune.varied())
        : capacity(plan, ((SearchPlan.Capacity) plan.aim()).confirm(), mostCompleters);
  }

  /** Decides what to run next. */
  public Strategy strategy() {
    return strategy;
  }

  /** Makes the runs. */
  public TrialRunner tries(PlanRunner runner, NanoClock clock) {
    return new CellTrialRunner(plans, goal, runner, clock);
  }

  /**
   * The plan of a run at the greatest value, or at some rate, for checks beforehand.
   *
   * @throws dev.tokenstorm.text.UsageException when there is none
   */
  public RunPlan example() {
    return plans.plan(0, example, List.of());
  }

  /** What runs come to. */
  public Optional<SearchAnswer> answer(List<Trial> trials) {
    return answers.apply(trials);
  }

  private static SearchParts tune(SearchPlan plan, TunedSetting varied) {
    double share = Nanos.toSeconds(plan.budget()) / SearchThreshold.TUNE_RUNS.value();
    double parts = SearchThreshold.TUNE_PARTS.value();
    TrialTiming timing =
        new TrialTiming(
            plan.warmup().orElse(warmup(share / parts)),
            plan.length()
                .orElse(
                    TrialTiming.between(
                        share * (parts - 1) / parts,
                        SearchThreshold.TUNE_SHORTEST,
                        SearchThreshold.TUNE_LONGEST)),
            Duration.ZERO);
    IntRange range = varied.range();
    Step largest = timing.step(Step.Role.POINT, range.to());
    boolean completers = varied.setting() == CompletionSettings.COMPLETERS;
    Optional<TuneLoad> load =
        completers ? Optional.of(load(plan, varied, largest)) : Optional.empty();
    return new SearchParts(
        plan,
        new TuneGoal(varied, plan.points(), load),
        new TuneStrategy(
            range,
            plan.identity().seed(),
            timing,
            trials ->
                load.map(known -> known.smallest(range, plan.budget(), trials))
                    .orElse(range.from())),
        largest,
        trials -> Knee.of(trials, range, completers).map(knee -> knee));
  }

  private static TuneLoad load(SearchPlan plan, TunedSetting varied, Step largest) {
    SearchGoal usual = new TuneGoal(varied, plan.points(), Optional.empty());
    RunPlan run = new TrialPlans(plan, usual).plan(0, largest, List.of());
    LoadPlan.Arrivals arrivals = run.load().arrivals();
    return new TuneLoad(
        plan.points().given(LoadSettings.IN_FLIGHT)
            ? OptionalInt.of(arrivals.inFlight())
            : OptionalInt.empty(),
        run.shape().branches(),
        run.shape().activities(),
        run.completion().delay().meanSeconds());
  }

  private static SearchParts capacity(
      SearchPlan plan, Duration confirm, ToIntFunction<RunPlan> mostCompleters) {
    double share =
        (Nanos.toSeconds(plan.budget())
                - SearchThreshold.CAPACITY_CONFIRMATIONS.value() * Nanos.toSeconds(confirm))
            / SearchThreshold.CAPACITY_RUNS.value();
    TrialTiming timing =
        new TrialTiming(
            plan.warmup().orElse(warmup(share * SearchThreshold.CAPACITY_WARMUP.value())),
            plan.length()
                .orElse(
                    TrialTiming.between(
                        share * SearchThreshold.CAPACITY_LENGTH.value(),
                        SearchThreshold.CAPACITY_SHORTEST,
                        SearchThreshold.CAPACITY_LONGEST)),
            TrialTiming.between(
                share * SearchThreshold.CAPACITY_REST.value(),
                SearchThreshold.REST_SHORTEST,
                SearchThreshold.REST_LONGEST));
    Step some = timing.step(Step.Role.POINT, 1);
    PoolSize pool = pool(plan, some, mostCompleters);
    return new SearchParts(
        plan,
        new CapacityGoal(plan.points(), pool),
        new CapacityStrategy(timing, confirm, plan.warmup().isPresent(), pool),
        some,
        trials -> Capacity.of(trials, pool).map(capacity -> capacity));
  }

  private static PoolSize pool(SearchPlan plan, Step some, ToIntFunction<RunPlan> mostCompleters) {
    SearchGoal usual = new CapacityGoal(plan.points(), PoolSize.of(plan.points(), 1, 1));
    RunPlan run = new TrialPlans(plan, usual).plan(0, some, List.of());
    return PoolSize.of(plan.points(), run.shape().activities(), mostCompleters.applyAsInt(run));
  }

  private static Duration warmup(double seconds) {
    return TrialTiming.between(
        seconds, SearchThreshold.WARMUP_SHORTEST, SearchThreshold.WARMUP_LONGEST);
  }
}
