package dev.tokenstorm.search;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.IntRange;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.RunSettings;
import dev.tokenstorm.plan.SearchPlan;
import dev.tokenstorm.plan.Varied;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a search is made of. Immutable. */
public final class Searches {
  /** Runs that a tuning has room for. */
  private static final double TUNE_RUNS = 40;

  /** Runs that a capacity has room for, confirmations apart. */
  private static final double CAPACITY_RUNS = 14;

  private static final double CONFIRMATIONS = 2;
  private static final double EXAMPLE_RATE = 1;

  private final Aim aim;
  private final TrialPlans plans;
  private final Strategy strategy;
  private final Step example;
  private final Function<List<Trial>, Optional<Answer>> answers;

  private Searches(
      SearchPlan plan,
      Aim aim,
      Strategy strategy,
      Step example,
      Function<List<Trial>, Optional<Answer>> answers) {
    this.aim = aim;
    this.plans = new TrialPlans(plan, aim);
    this.strategy = strategy;
    this.example = example;
    this.answers = answers;
  }

  /**
   * The parts of a search.
   *
   * @throws dev.tokenstorm.plan.UsageException when no run of it could be planned
   */
  public static Searches of(SearchPlan plan) {
    return plan.aim() instanceof SearchPlan.Tune tune
        ? tune(plan, tune.varied())
        : capacity(plan, ((SearchPlan.Capacity) plan.aim()).confirm());
  }

  /** Decides what to run next. */
  public Strategy strategy() {
    return strategy;
  }

  /** Makes the runs. */
  public Tries tries(Runner runner, NanoClock clock) {
    return new CellTries(plans, aim, runner, clock);
  }

  /**
   * The plan of a run at the greatest value, or at some rate, for checks beforehand.
   *
   * @throws dev.tokenstorm.plan.UsageException when there is none
   */
  public RunPlan example() {
    return plans.plan(0, example, List.of());
  }

  /** What runs come to. */
  public Optional<Answer> answer(List<Trial> trials) {
    return answers.apply(trials);
  }

  private static Searches tune(SearchPlan plan, Varied varied) {
    double share = Pace.seconds(plan.budget()) / TUNE_RUNS;
    Pace pace =
        new Pace(
            plan.warmup().orElse(Pace.between(share / 3, 0.5, 5)),
            plan.length().orElse(Pace.between(share * 2 / 3, 1.5, 10)),
            Duration.ZERO);
    IntRange range = varied.range();
    Step largest = pace.step(Step.Role.POINT, range.to());
    boolean completers = varied.setting() == RunSettings.COMPLETERS;
    Optional<TuneLoad> load =
        completers ? Optional.of(load(plan, varied, largest)) : Optional.empty();
    return new Searches(
        plan,
        new TuneAim(varied, plan.points(), load),
        new TuneStrategy(
            range,
            plan.identity().seed(),
            pace,
            trials ->
                load.map(known -> known.smallest(range, plan.budget(), trials))
                    .orElse(range.from())),
        largest,
        trials -> Knee.of(trials, range, completers).map(knee -> knee));
  }

  private static TuneLoad load(SearchPlan plan, Varied varied, Step largest) {
    Aim usual = new TuneAim(varied, plan.points(), Optional.empty());
    RunPlan run = new TrialPlans(plan, usual).plan(0, largest, List.of());
    LoadPlan.Arrivals arrivals = run.load().arrivals();
    return new TuneLoad(
        plan.points().given(RunSettings.IN_FLIGHT)
            ? OptionalInt.of(arrivals.inFlight())
            : OptionalInt.empty(),
        run.greeting().branches(),
        run.greeting().activities(),
        run.completion().delay().meanSeconds());
  }

  private static Searches capacity(SearchPlan plan, Duration confirm) {
    double share =
        (Pace.seconds(plan.budget()) - CONFIRMATIONS * Pace.seconds(confirm)) / CAPACITY_RUNS;
    Pace pace =
        new Pace(
            plan.warmup().orElse(Pace.between(share * 0.15, 0.5, 5)),
            plan.length().orElse(Pace.between(share * 0.65, 2, 20)),
            Pace.between(share * 0.05, 0.1, 2));
    return new Searches(
        plan,
        new CapacityAim(plan.points()),
        new CapacityStrategy(pace, confirm, plan.warmup().isPresent()),
        pace.step(Step.Role.POINT, EXAMPLE_RATE),
        trials -> Capacity.of(trials).map(capacity -> capacity));
  }
}
