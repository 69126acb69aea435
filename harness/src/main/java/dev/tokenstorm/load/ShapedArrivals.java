package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadShape;
import java.util.function.DoubleSupplier;

/**
 * Arrivals where the integral of the rate has certain values: evenly spaced ones where it is 0, 1,
 * 2 and so on, those of a Poisson process where a Poisson process of rate 1 has its own. So each
 * comes at a time that follows from a closed formula, whatever the stages before it, and none is
 * lost where one stage ends and the next begins: what is missing to a whole one is carried over. A
 * stage has those that come before its end.
 */
final class ShapedArrivals implements ArrivalSchedule {
  private final StageTimes[] stages;
  private final DoubleSupplier integrals;
  private int stage;
  private double stageFrom;
  private long stageNanos;
  private long last;

  /**
   * @param integrals the integral of the rate at each arrival, never falling
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
    // Two that are less than a nanosecond apart may change places by rounding.
    last = Math.max(last, stageNanos + stages[stage].nanos(integral - stageFrom));
    return last;
  }
}
