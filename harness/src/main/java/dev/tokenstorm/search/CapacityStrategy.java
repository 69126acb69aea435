package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.LoadPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The strategy looks for the highest rate at which all holds. It warms up in a closed loop, and
 * goes from rate to rate ({@link NextRate}). At the end it holds the highest for long, or a lower
 * one if that breaks. Then it tries one between the two, as long as they are far apart. A run that
 * broke with too few completers is made again with more.
 */
final class CapacityStrategy implements Strategy {
  private final TrialTiming timing;
  private final Duration confirm;
  private final boolean fixedWarmup;
  private final PoolSize pool;

  /**
   * @param confirm how long a rate has to hold at the end
   * @param fixedWarmup whether the user gave the warm-up, which otherwise follows the workflows
   * @param pool says which runs had too few completers to count
   */
  CapacityStrategy(TrialTiming timing, Duration confirm, boolean fixedWarmup, PoolSize pool) {
    this.timing = timing;
    this.confirm = confirm;
    this.fixedWarmup = fixedWarmup;
    this.pool = pool;
  }

  @Override
  public Step warmup() {
    return timing.warmingUp(SearchThreshold.WARMING_UP_VALUE.value());
  }

  @Override
  public Next next(List<Trial> all, Duration left) {
    List<Trial> trials = pool.counted(all);
    Trial closedLoop =
        trials.stream()
            .filter(trial -> trial.role() == Step.Role.WARMUP)
            .reduce((one, other) -> other)
            .orElseThrow();
    Rates rates = Rates.of(trials);
    Optional<Double> undecided = rates.undecidedForLong();
    if (undecided.isPresent()) {
      return confirm(undecided.get(), closedLoop, trials, left);
    }
    Optional<Double> rate =
        broken(rates, trials).isEmpty()
            ? NextRate.next(rates, trials, closedLoop)
            : Optional.empty();
    if (rate.isPresent()) {
      Step step = step(Step.Role.POINT, rate.get(), closedLoop);
      Step confirmation = step(Step.Role.CONFIRMATION, rate.get(), closedLoop);
      Duration needed =
          TrialTiming.bound(step, trials)
              .plus(TrialTiming.bound(confirmation, trials).multipliedBy(confirmations(rates)));
      if (needed.compareTo(left) <= 0) {
        return new Run(step);
      }
    }
    Optional<Double> found = rates.confirmed().isPresent() ? better(rates) : first(rates, trials);
    return found
        .map(each -> confirm(each, closedLoop, trials, left))
        .orElse(new Stop(rate.isPresent() ? StopReason.BUDGET : exhausted(rates)));
  }

  private static StopReason exhausted(Rates rates) {
    return rates.confirmed().isPresent() ? StopReason.NARROW : StopReason.EXHAUSTED;
  }

  /** What to confirm as long as nothing is. */
  private static Optional<Double> first(Rates rates, List<Trial> trials) {
    return steppedDown(rates, trials).or(rates::highestHolding);
  }

  /** A rate above the confirmed one: that held for a while, or else halfway to one that broke. */
  private static Optional<Double> better(Rates rates) {
    double confirmed = rates.confirmed().orElseThrow();
    return rates
        .highestHolding()
        .filter(holding -> holding > confirmed)
        .or(() -> betweenConfirmed(rates));
  }

  /** A rate halfway from the confirmed one to the lowest that broke, if these are far apart. */
  private static Optional<Double> betweenConfirmed(Rates rates) {
    double confirmed = rates.confirmed().orElseThrow();
    return rates
        .lowestBreaking()
        .filter(breaking -> breaking > SearchThreshold.SMALL_GAP.value() * confirmed)
        .map(breaking -> NextRate.round(Math.sqrt(confirmed * breaking)));
  }

  /** How many confirmations there has to be time for after another run. */
  private static int confirmations(Rates rates) {
    Optional<Double> holding = rates.highestHolding();
    if (holding.isEmpty()) {
      return 0;
    }
    return rates
        .lowestBreaking()
        .map(breaking -> breaking <= SearchThreshold.SMALL_GAP.value() * holding.get() ? 2 : 1)
        .orElse(1);
  }

  private Next confirm(double rate, Trial closedLoop, List<Trial> trials, Duration left) {
    Step step = step(Step.Role.CONFIRMATION, rate, closedLoop);
    return TrialTiming.bound(step, trials).compareTo(left) > 0
        ? new Stop(StopReason.BUDGET)
        : new Run(step);
  }

  private Step step(Step.Role role, double rate, Trial closedLoop) {
    double level =
        SearchThreshold.WORKFLOWS_IN_WARMUP.value()
            * closedLoop.measured().workflowSeconds().orElse(0);
    Duration warmup =
        fixedWarmup
            ? timing.warmup()
            : TrialTiming.duration(Math.max(level, Nanos.toSeconds(timing.warmup())));
    Duration asked = role == Step.Role.CONFIRMATION ? confirm : timing.length();
    double length = Math.max(SearchThreshold.LEAST_ARRIVALS.value() / rate, Nanos.toSeconds(asked));
    return new Step(role, rate, warmup, TrialTiming.duration(length), timing.rest());
  }

  /**
   * Below the last rate that did not hold for long: by a share, and below what the server closed
   * there, unless it closed so little that it had collapsed, which says nothing of what it can do.
   */
  private static Optional<Double> steppedDown(Rates rates, List<Trial> trials) {
    List<Trial> broken = broken(rates, trials);
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    Trial last = broken.get(broken.size() - 1);
    double step =
        SearchThreshold.STEP_DOWN.value()
            * Math.pow(SearchThreshold.FURTHER.value(), broken.size() - 1.0);
    double lower = last.value() * (1 - Math.min(SearchThreshold.MOST_STEP_DOWN.value(), step));
    double closed = SearchThreshold.OF_CLOSED.value() * last.measured().workflowsPerSecond();
    boolean collapsed = closed < SearchThreshold.COLLAPSED.value() * last.value();
    double rounded = NextRate.round(collapsed ? lower : Math.min(lower, closed));
    return rounded >= LoadPlan.LOWEST_RATE
            && rates.runs(rounded) < SearchThreshold.SURE_RUNS.value()
        ? Optional.of(rounded)
        : Optional.empty();
  }

  /** The last confirmation of each rate that did not hold for long, in their order. */
  private static List<Trial> broken(Rates rates, List<Trial> trials) {
    double breaking = rates.lowestBreaking().orElse(Double.POSITIVE_INFINITY);
    Map<Double, Trial> last = new LinkedHashMap<>();
    for (Trial trial : trials) {
      boolean broke = trial.role() == Step.Role.CONFIRMATION && trial.standing().weight() < 0;
      if (broke && trial.value() >= breaking) {
        last.put(trial.value(), trial);
      }
    }
    return List.copyOf(last.values());
  }
}
