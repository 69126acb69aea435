package dev.tokenstorm.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the highest rate at which all holds: from what a short closed loop does, in steps that
 * grow until one rate holds and a higher one does not, then between them by what the server closed
 * where it fell behind, or halfway, and at the end by holding the higher of what holds for long.
 */
final class CapacityStrategy implements Strategy {
  /** Workflows in flight in the closed loop at the beginning. */
  private static final int WARMUP_IN_FLIGHT = 16;

  /** The first rate, as a share of what the closed loop did. */
  private static final double BEGIN = 0.9;

  /** The ratio of the first two rates; that of the next two is its square. */
  private static final double FIRST_STEP = 1.5;

  private static final double LARGEST_STEP = 2;

  /** Two rates are near enough. */
  private static final double NEAR = 1.03;

  /** A rate that holds for sure if the server closes so much more. */
  private static final double UNDER = 1.01;

  /** How far a rate goes down that was not confirmed; twice as far each further time. */
  private static final double STEP_DOWN = 0.03;

  private static final double MOST_STEP_DOWN = 0.5;

  /** What a server did that fell behind is a little more than it can do for good. */
  private static final double OF_CLOSED = 0.99;

  private static final int MOST_DOWN = 12;
  private static final double LOWEST = 1.0 / 3600;
  private static final int SURE_RUNS = 2;
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  /** So long a warm-up reaches the level that workflows of such a duration lead to. */
  private static final double WORKFLOWS_IN_WARMUP = 2;

  private final Pace pace;
  private final Duration confirm;
  private final boolean fixedWarmup;

  /**
   * @param confirm how long a rate has to hold at the end
   * @param fixedWarmup whether the user gave the warm-up, which otherwise follows the workflows
   */
  CapacityStrategy(Pace pace, Duration confirm, boolean fixedWarmup) {
    this.pace = pace;
    this.confirm = confirm;
    this.fixedWarmup = fixedWarmup;
  }

  @Override
  public Step warmup() {
    return pace.warmingUp(WARMUP_IN_FLIGHT);
  }

  @Override
  public Next next(List<Trial> trials, Duration left) {
    Trial closedLoop =
        trials.stream()
            .filter(trial -> trial.role() == Step.Role.WARMUP)
            .reduce((one, other) -> other)
            .orElseThrow();
    Rates rates = Rates.of(trials);
    if (rates.confirmed().isPresent()) {
      return new Stop(End.NARROW);
    }
    Optional<Double> highest = rates.highestHolding();
    Optional<Double> rate = narrowed(rates, trials, closedLoop);
    if (rate.isPresent()) {
      Step step = step(Step.Role.POINT, rate.get(), closedLoop);
      Step confirmation = step(Step.Role.CONFIRMATION, rate.get(), closedLoop);
      Duration needed =
          highest.isPresent()
              ? Pace.bound(step, trials).plus(Pace.bound(confirmation, trials))
              : Pace.bound(step, trials);
      if (needed.compareTo(left) <= 0) {
        return new Run(step);
      }
    }
    Optional<Double> found = steppedDown(rates, trials).or(() -> highest);
    if (found.isEmpty()) {
      return new Stop(rate.isPresent() ? End.BUDGET : End.NARROW);
    }
    return within(left, trials, step(Step.Role.CONFIRMATION, found.get(), closedLoop));
  }

  private static Next within(Duration left, List<Trial> trials, Step step) {
    return Pace.bound(step, trials).compareTo(left) > 0 ? new Stop(End.BUDGET) : new Run(step);
  }

  private Step step(Step.Role role, double rate, Trial closedLoop) {
    double level = WORKFLOWS_IN_WARMUP * closedLoop.measured().workflowSeconds().orElse(0);
    Duration warmup =
        fixedWarmup ? pace.warmup() : Pace.duration(Math.max(level, Pace.seconds(pace.warmup())));
    return new Step(
        role, rate, warmup, role == Step.Role.CONFIRMATION ? confirm : pace.length(), pace.rest());
  }

  /** The next rate to try for a while; empty when there is none that tells more. */
  private static Optional<Double> narrowed(Rates rates, List<Trial> trials, Trial closedLoop) {
    if (trials.stream().anyMatch(CapacityStrategy::brokenConfirmation)) {
      return Optional.empty();
    }
    if (rates.undecided().isPresent()) {
      return rates.undecided();
    }
    Optional<Double> holding = rates.highestHolding();
    Optional<Double> breaking = rates.lowestBreaking();
    if (holding.isEmpty() && breaking.isEmpty()) {
      return Optional.of(round(BEGIN * perSecond(closedLoop)));
    }
    if (breaking.isEmpty()) {
      double last = holding.orElseThrow();
      return Optional.of(round(last * ratio(last, rates.all().lower(last))));
    }
    if (holding.isEmpty()) {
      double lower =
          round(breaking.get() / ratio(rates.all().higher(breaking.get()), breaking.get()));
      return rates.all().size() < MOST_DOWN && lower >= LOWEST
          ? Optional.of(lower)
          : Optional.empty();
    }
    if (breaking.get() / holding.get() > NEAR) {
      Optional<Double> between = between(holding.get(), breaking.get(), rates, trials);
      if (between.isPresent()) {
        return between;
      }
    }
    return sure(breaking.get(), holding.get(), rates, trials) ? Optional.empty() : breaking;
  }

  /**
   * A rate between two others that was not run: a little below, or above, what the server closed at
   * the rate that broke, for an overloaded server does what it can; or halfway.
   */
  private static Optional<Double> between(
      double holding, double breaking, Rates rates, List<Trial> trials) {
    double closed =
        trials.stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP && trial.value() == breaking)
            .mapToDouble(trial -> trial.measured().workflowsPerSecond())
            .reduce(0, (earlier, later) -> later);
    return DoubleStream.of(closed / UNDER, closed * UNDER, Math.sqrt(holding * breaking))
        .map(CapacityStrategy::round)
        .filter(rate -> rate > holding * UNDER && rate < breaking / UNDER)
        .filter(rate -> rates.runs(rate) == 0)
        .boxed()
        .findFirst();
  }

  /** The ratio of a step, by that of the one before it. */
  private static double ratio(@Nullable Double greater, @Nullable Double smaller) {
    return greater == null || smaller == null
        ? FIRST_STEP
        : Math.min(LARGEST_STEP, Math.max(FIRST_STEP, Math.pow(greater / smaller, 2)));
  }

  /** Whether a rate was seen to break again, after the one below it was seen to hold. */
  private static boolean sure(double breaking, double holding, Rates rates, List<Trial> trials) {
    int held = 0;
    int broke = 0;
    for (Trial trial : trials) {
      held = held == 0 && trial.value() == holding ? trial.number() : held;
      broke = trial.value() == breaking ? trial.number() : broke;
    }
    return rates.runs(breaking) >= SURE_RUNS && broke > held;
  }

  /** Below the last rate that did not hold for long. */
  private static Optional<Double> steppedDown(Rates rates, List<Trial> trials) {
    List<Trial> broken = trials.stream().filter(CapacityStrategy::brokenConfirmation).toList();
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    Trial last = broken.get(broken.size() - 1);
    double step = STEP_DOWN * Math.pow(2, broken.size() - 1.0);
    double lower =
        Math.min(
            last.value() * (1 - Math.min(MOST_STEP_DOWN, step)),
            OF_CLOSED * last.measured().workflowsPerSecond());
    double rounded = round(lower);
    return rounded >= LOWEST && rates.runs(rounded) < SURE_RUNS
        ? Optional.of(rounded)
        : Optional.empty();
  }

  private static boolean brokenConfirmation(Trial trial) {
    return trial.role() == Step.Role.CONFIRMATION && trial.standing().weight() < 0;
  }

  /** What the closed loop did: by Little's law, where it was too short to close many. */
  private static double perSecond(Trial closedLoop) {
    double closed = closedLoop.measured().workflowsPerSecond();
    if (closed > 0) {
      return closed;
    }
    double seconds = closedLoop.measured().workflowSeconds().orElse(0);
    return seconds > 0 ? closedLoop.value() / seconds : 1;
  }

  /** Three significant digits, so that a rate is read, and met again, as it is. */
  static double round(double rate) {
    return new BigDecimal(rate).round(DIGITS).doubleValue();
  }
}
