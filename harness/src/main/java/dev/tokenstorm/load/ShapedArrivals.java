package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadShape;
import java.util.function.DoubleSupplier;

/**
 * Arrivals at the times at which the integral of the rate reaches given values.
 *
 * <p>The values 0, 1, 2 and so on give evenly spaced arrivals. The arrival times of a Poisson
 * process of rate 1 give those of a Poisson process with this rate. Each time follows from a closed
 * formula. No arrival is lost where one stage ends and the next begins: the fraction of an arrival
 * is carried over. A stage has the arrivals that come before its end.
 */
final class ShapedArrivals implements ArrivalSchedule {
  private final StageTimes[] stages;
  private final DoubleSupplier integrals;
  private int stage;
  private double stageFrom;
  private long stageNanos;
  private long last;

  /**
   * @param shape whose stages give the rate
   * @param integrals value of the integral at each arrival; never decreases
   */
  ShapedArrivals(LoadShape shape, DoubleSupplier integrals) {
    this.stages = shape.stages().stream().map(StageTimes::new).toArray(StageTimes[]::new);
    this.integrals = integrals;
  }

  @Override
  public long next() {
    double integral = integrals.getAsDouble();
    while (stage < stages.length && integral - stageFrom >= stages[stage].arrivals()) {
      stageFrom += stages[stage].arrivals();
      stageNanos += stages[stage].lengthNanos();
      stage++;
    }
    if (stage == stages.length) {
      return NEVER;
    }
    // Rounding may swap two arrivals that are less than a nanosecond apart.
    last = Math.max(last, stageNanos + stages[stage].nanos(integral - stageFrom));
    return last;
  }
}
