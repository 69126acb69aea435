package dev.tokenstorm.search;

import dev.tokenstorm.plan.LoadPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The next rate to try follows from what a closed loop did. Steps grow until one rate holds and a
 * higher one does not. Then rates lie between the two: at what the server closed where it fell
 * behind, or halfway. At the end the one that broke is tried once more.
 */
final class NextRate {
  private static final MathContext DIGITS =
      new MathContext((int) SearchThreshold.DIGITS.value(), RoundingMode.HALF_UP);

  private NextRate() {}

  /** The next rate; empty when there is none that tells more. */
  static Optional<Double> next(Rates rates, List<Trial> trials, Trial closedLoop) {
    if (rates.undecided().isPresent()) {
      return rates.undecided();
    }
    Optional<Double> holding = rates.highestHolding();
    Optional<Double> breaking = rates.lowestBreaking();
    if (holding.isEmpty() && breaking.isEmpty()) {
      return Optional.of(round(SearchThreshold.BEGIN.value() * perSecond(closedLoop)));
    }
    if (breaking.isEmpty()) {
      double last = holding.orElseThrow();
      return Optional.of(round(last * ratio(last, rates.all().lower(last))));
    }
    if (holding.isEmpty()) {
      double lower =
          round(breaking.get() / ratio(rates.all().higher(breaking.get()), breaking.get()));
      return rates.all().size() < SearchThreshold.MOST_DOWN.value() && lower >= LoadPlan.LOWEST_RATE
          ? Optional.of(lower)
          : Optional.empty();
    }
    if (breaking.get() / holding.get() > SearchThreshold.NEAR.value()) {
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
        closed < breaking / SearchThreshold.NEAR.value()
            ? DoubleStream.of(
                closed / SearchThreshold.UNDER.value(),
                closed * SearchThreshold.UNDER.value(),
                halfway)
            : DoubleStream.of(halfway);
    return next.map(NextRate::round)
        .filter(
            rate ->
                rate > holding * SearchThreshold.UNDER.value()
                    && rate < breaking / SearchThreshold.UNDER.value())
        .filter(rate -> rates.runs(rate) == 0)
        .boxed()
        .findFirst();
  }

  /** The ratio of a step, by that of the one before it. */
  private static double ratio(@Nullable Double greater, @Nullable Double smaller) {
    return greater == null || smaller == null
        ? SearchThreshold.FIRST_STEP.value()
        : Math.min(
            SearchThreshold.LARGEST_STEP.value(),
            Math.max(SearchThreshold.FIRST_STEP.value(), Math.pow(greater / smaller, 2)));
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
    return rates.runs(breaking) >= SearchThreshold.SURE_RUNS.value() && broke > held;
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
