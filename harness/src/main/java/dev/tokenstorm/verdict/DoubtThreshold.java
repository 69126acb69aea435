package dev.tokenstorm.verdict;

import dev.tokenstorm.plan.Threshold;
import dev.tokenstorm.plan.Unit;

/**
 * From where on a figure is doubted. The table in {@code docs/methodology.md} has each of them, and
 * why it is what it is.
 */
enum DoubtThreshold implements Threshold {
  /** Of the p50 of the latency judged: how late starts may be, at their p99. */
  LAG_SHARE(Unit.RATIO, 0.10),
  /** A schedule lag below it is never too much. */
  LAG_FLOOR(Unit.SECONDS, 0.001),
  /** Of the host's cores: from so many on it is saturated. */
  BUSY_HOST(Unit.RATIO, 0.95),
  /** Of the figure judged: how long the harness's own pauses may be. */
  PAUSE_SHARE(Unit.RATIO, 0.25),
  /** Pauses below it are never too long. */
  PAUSE_FLOOR(Unit.SECONDS, 0.001),
  /** The part of the measured phase that a warm-up may reach into. */
  FIRST_PART(Unit.RATIO, 0.10),
  /** So many times slower than the rest, and that part belongs to the warm-up. */
  FIRST_FACTOR(Unit.COUNT, 1.5),
  /** And slower than so many stretches of the rest. */
  FIRST_BEYOND(Unit.RATIO, 0.90),
  /** So many values must lie beyond a percentile. */
  BEYOND(Unit.COUNT, 5),
  /** So many stretches must be there to tell their course. */
  STRETCHES(Unit.COUNT, 15),
  /** By so much of its median a figure may drift or jump. */
  CHANGE(Unit.RATIO, 0.20),
  /** Standard deviations from which on a trend is none by chance. */
  TREND_Z(Unit.COUNT, 3.29),
  /** The statistic from which on a jump is none by chance. */
  JUMP_F(Unit.COUNT, 30),
  /** So many arrivals may be dropped. */
  DROPPED(Unit.COUNT, 0),
  /** Of {@code --in-flight}: from so many workflows on the next would be dropped. */
  IN_FLIGHT(Unit.RATIO, 1);

  private final Unit unit;
  private final double value;

  DoubtThreshold(Unit unit, double value) {
    this.unit = unit;
    this.value = value;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public double value() {
    return value;
  }
}
