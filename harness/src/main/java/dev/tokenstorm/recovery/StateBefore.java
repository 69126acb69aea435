package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.Statistic;
import org.HdrHistogram.Histogram;

/**
 * How a run was in the time before a fault.
 *
 * @param sum of the steps of that time
 * @param closings how many executions closed in it and have a latency
 * @param p90Nanos of these latencies
 * @param p99Nanos the same
 */
record StateBefore(StepSum sum, long closings, double p90Nanos, double p99Nanos) {

  /**
   * Computes it.
   *
   * @param scratch a histogram that is used for it
   */
  static StateBefore of(StepSum sum, Histogram scratch) {
    sum.mergeClosing(scratch);
    return new StateBefore(
        sum,
        scratch.getTotalCount(),
        latency(scratch, Statistic.P90),
        latency(scratch, Statistic.P99));
  }

  double completionsPerSecond() {
    return sum.completions() / sum.seconds();
  }

  double closedPerSecond() {
    return sum.closed() / sum.seconds();
  }

  /**
   * Returns whether a later window is as good; the window may be of another length.
   *
   * @param scratch a histogram that is used for it
   */
  boolean reachedBy(StepSum window, boolean openLoop, Histogram scratch) {
    double due = openLoop ? window.due() : closedPerSecond() * window.seconds();
    if (window.completions() < RecoveryThreshold.COMPLETIONS.value()
        || window.closed() < RecoveryThreshold.RATE_SHARE.value() * due) {
      return false;
    }
    window.mergeClosing(scratch);
    long later = scratch.getTotalCount();
    boolean few = Math.min(closings, later) < RecoveryThreshold.P99_VALUES.value();
    return later > 0
        && latency(scratch, few ? Statistic.P90 : Statistic.P99)
            <= RecoveryThreshold.LATENCY_FACTOR.value() * (few ? p90Nanos : p99Nanos);
  }

  private static double latency(Histogram closing, Statistic statistic) {
    return closing.getValueAtPercentile(statistic.quantile().orElseThrow() * 100);
  }
}
