package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.Nanos;
import java.time.Duration;

/**
 * The lengths of runs where the user leaves them open.
 *
 * @param warmup before the measured phase
 * @param length of the measured phase
 */
record RunLengths(Duration warmup, Duration length) {

  /** Returns lengths that leave room for the blocks that are wanted. */
  static RunLengths of(Duration budget, int sides) {
    double share =
        Nanos.toSeconds(budget) / (sides * (ScheduleThreshold.BLOCKS_WANTED.value() + 1));
    return new RunLengths(
        between(
            share * ScheduleThreshold.WARMUP_SHARE.value(),
            ScheduleThreshold.WARMUP_SHORTEST,
            ScheduleThreshold.WARMUP_LONGEST),
        between(
            share * ScheduleThreshold.LENGTH_SHARE.value(),
            ScheduleThreshold.LENGTH_SHORTEST,
            ScheduleThreshold.LENGTH_LONGEST));
  }

  /** Returns the lengths of the run that warms a side. */
  RunLengths warming() {
    double seconds = ScheduleThreshold.WARMING_LENGTHS.value() * Nanos.toSeconds(length);
    return new RunLengths(
        warmup,
        between(seconds, ScheduleThreshold.WARMING_SHORTEST, ScheduleThreshold.WARMING_LONGEST));
  }

  private static Duration between(double seconds, ScheduleThreshold least, ScheduleThreshold most) {
    double bounded = Math.max(least.value(), Math.min(most.value(), seconds));
    return Duration.ofNanos(Math.round(bounded * Nanos.PER_SECOND));
  }
}
