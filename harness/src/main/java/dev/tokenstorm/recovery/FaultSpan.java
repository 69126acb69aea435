package dev.tokenstorm.recovery;

/**
 * From when to when a fault went on, from the run's start.
 *
 * @param number of the fault, from 1
 * @param endNanos not before the begin; the same for what is over at once
 * @param failsLater whether calls that it struck fail at their own deadline, which may be later
 */
public record FaultSpan(int number, long beginNanos, long endNanos, boolean failsLater) {

  /** One whose calls fail while it goes on. */
  public FaultSpan(int number, long beginNanos, long endNanos) {
    this(number, beginNanos, endNanos, false);
  }

  /** Returns the span in which calls may fail that it struck. */
  FaultSpan ofErrors() {
    long last = endNanos + (failsLater ? RecoveryThreshold.LATE_ERRORS.nanos() : 0);
    return new FaultSpan(number, beginNanos, last);
  }

  /** Whether it goes on at any time between two moments. */
  boolean within(long fromNanos, long toNanos) {
    return beginNanos <= toNanos && endNanos >= fromNanos;
  }
}
