package dev.tokenstorm.verdict;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * Values from which a figure is doubted. The comment of each says what it is compared with. The
 * same table stands in {@code docs/methodology.md}, with the reasons.
 */
enum DoubtThreshold implements Threshold {
  /**
   * Largest p99 of the schedule lag, as a share of the p50 of the judged latency; above it the
   * generator is late.
   */
  LAG_SHARE(Unit.RATIO, 0.10),
  /** Schedule lag, in seconds, that is never too much. */
  LAG_FLOOR(Unit.SECONDS, 0.001),
  /** Share of busy cores from which the host counts as saturated. */
  BUSY_HOST(Unit.RATIO, 0.95),
  /** Longest pause of the harness, as a share of the judged figure. */
  PAUSE_SHARE(Unit.RATIO, 0.25),
  /** Pause of the harness, in seconds, that is never too long. */
  PAUSE_FLOOR(Unit.SECONDS, 0.001),
  /** Share of the measured phase, from its start, into which a warm-up may reach. */
  FIRST_PART(Unit.RATIO, 0.10),
  /**
   * Factor by which the first part must be slower than the median of the rest to count as warm-up.
   */
  FIRST_FACTOR(Unit.COUNT, 1.5),
  /**
   * Share of the rest's windows than which the first part must also be slower to count as warm-up.
   */
  FIRST_BEYOND(Unit.RATIO, 0.90),
  /** Smallest number of values that must lie beyond a percentile. */
  BEYOND(Unit.COUNT, 5),
  /** Smallest number of windows by which drift and jump are judged. */
  STRETCHES(Unit.COUNT, 15),
  /** Largest drift or jump of a figure, as a share of its median. */
  CHANGE(Unit.RATIO, 0.20),
  /** Number of standard deviations from which a trend is no chance. */
  TREND_Z(Unit.COUNT, 3.29),
  /** Value of the F statistic from which a jump is no chance. */
  JUMP_F(Unit.COUNT, 30),
  /** Largest number of arrivals that may be dropped. */
  DROPPED(Unit.COUNT, 0),
  /**
   * Share of {@code --in-flight} from which the bound counts as reached: the next arrival would be
   * dropped.
   */
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
