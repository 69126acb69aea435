package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * Values that decide when a run has recovered from a fault. The same table stands in {@code
 * docs/recovery.md}, with the reasons.
 */
public enum RecoveryThreshold implements Threshold {
  /** Length of the time before a fault with which a run is compared. */
  BEFORE(Unit.SECONDS, 10),
  /** Length of the window that has to be as good as the time before. */
  WINDOW(Unit.SECONDS, 5),
  /** Distance from one window to the next; the length of a step. */
  STEP(Unit.SECONDS, 0.1),
  /** For how long after a fault a window is looked for. */
  SEARCH(Unit.SECONDS, 600),
  /** Smallest rate of closes that is good, as a share of the due starts or of the rate before. */
  RATE_SHARE(Unit.RATIO, 0.9),
  /** Largest latency that is good, as a multiple of what it was before. */
  LATENCY_FACTOR(Unit.COUNT, 1.5),
  /** For how long after a fault calls may go wrong that it struck, where that takes a deadline. */
  LATE_ERRORS(Unit.SECONDS, 11),
  /** Smallest number of completions of a window that can be judged. */
  COMPLETIONS(Unit.COUNT, 20),
  /** Smallest number of closes, before and in a window, whose p99 counts; below it p90 does. */
  P99_VALUES(Unit.COUNT, 200);

  private final Unit unit;
  private final double value;

  RecoveryThreshold(Unit unit, double value) {
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

  /** Returns a length of time in nanoseconds. */
  public long nanos() {
    return Math.round(value * Nanos.PER_SECOND);
  }
}
