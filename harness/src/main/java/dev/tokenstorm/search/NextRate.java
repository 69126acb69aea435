package dev.tokenstorm.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Which rate to try next, for a while: from what a closed loop did, in steps that grow until one
 * rate holds and a higher one does not, then between them by what the server closed where it fell
 * behind, or halfway, and at the end the one that broke once more.
 */
final class NextRate {
  /** The lowest rate that can be asked for. */
  static final double LOWEST = 1.0 / 3600;

  /** The first rate, as a share of what the closed loop did. */
  private static final double BEGIN = 0.9;

  /** The ratio of the first two rates; that of the next two is its square. */
  private static final double FIRST_STEP = 1.5;

  private static final double LARGEST_STEP = 2;

  /** Two rates are near enough. */
  private static final double NEAR = 1.03;

  /** A rate that holds for sure if the server closes so much more. */
  private static final double UNDER = 1.01;

  private static final int MOST_DOWN = 12;
  private static final int SURE_RUNS = 2;
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private NextRate() {}

  /** The next rate; empty when there is none that tells more. */
  static Optional<Double> next(Rates rates, List<Trial> trials, Trial closedLoop) {
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
   * A rate between two others that was not run: a little below, or above, what the server closed
   * where it fell behind at the rate that broke, for an overloaded server does what it can; or
   * halfway.
   */
  private static Optional<Double> between(
      double holding, double breaking, Rates rates, List<Trial> trials) {
    double closed =
        trials.stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP && trial.value() == breaking)
            .mapToDouble(trial -> trial.measured().workflowsPerSecond())
            .reduce(0, (earlier, later) -> later);
    double halfway = Math.sqrt(holding * breaking);
    DoubleStream next =
        closed < breaking / NEAR
            ? DoubleStream.of(closed / UNDER, closed * UNDER, halfway)
            : DoubleStream.of(halfway);
    return next.map(NextRate::round)
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
      if (trial.role() != Step.Role.WARMUP) {
        held = held == 0 && trial.value() == holding ? trial.number() : held;
        broke = trial.value() == breaking ? trial.number() : broke;
      }
    }
    return rates.runs(breaking) >= SURE_RUNS && broke > held;
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
