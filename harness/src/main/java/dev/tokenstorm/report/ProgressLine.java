package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Phrases that both kinds of progress share. */
final class ProgressLine {
  private ProgressLine() {}

  /** Returns the name of a phase, as people write it. */
  static String phase(Phase phase) {
    return phase == Phase.WARMUP ? "warm-up" : phase.key();
  }

  /** Returns how much is done, such as {@code 52%, 1,040 of 2,000 workflows}. */
  static String done(ProgressState state, ProgressGoal goal) {
    String percent =
        state.fraction().isPresent()
            ? (int) Math.floor(100 * state.fraction().getAsDouble()) + "%, "
            : "";
    if (state.phase() == Phase.WARMUP) {
      return percent + "not counted";
    }
    if (state.phase() == Phase.MEASURE && goal.park().isPresent()) {
      return percent + of(state.parked(), goal.park()) + " tokens parked";
    }
    if (state.phase() == Phase.RELEASE) {
      return percent + of(state.settled(), OptionalLong.of(state.released())) + " tokens answered";
    }
    return percent + of(state.done(), goal.workflows()) + " " + goal.workload().plural();
  }

  private static String of(long done, OptionalLong all) {
    return Humanize.count(done) + (all.isPresent() ? " of " + Humanize.count(all.getAsLong()) : "");
  }

  /** Returns the time that is left, such as {@code ETA 4 s}. */
  static String eta(ProgressState state) {
    if (state.remainingSeconds().isEmpty()) {
      return "ETA " + Humanize.UNKNOWN;
    }
    double seconds = Math.ceil(state.remainingSeconds().getAsDouble());
    return "ETA " + (seconds < 120 ? (int) seconds + " s" : Humanize.seconds(seconds));
  }

  /** Returns what the cell holds: executions in flight, pending activities and the queue. */
  static String held(Interval interval) {
    return "in flight "
        + Humanize.count(interval.gauges().inFlight())
        + ", pending "
        + Humanize.count(interval.gauges().pendingTokens())
        + ", queue "
        + Humanize.count(interval.gauges().queueDepth());
  }

  /**
   * Returns how many RPC attempts have gone wrong so far, and how many arrivals were dropped, if
   * any.
   */
  static String errors(Interval interval) {
    long dropped = interval.counts().dropped();
    return "errors "
        + Humanize.count(Counts.errors(interval.rpc()))
        + (dropped > 0 ? ", dropped " + Humanize.count(dropped) : "");
  }

  /** Returns the faults that go on, such as {@code fault 30s: cut 5s}; empty without one. */
  static Optional<String> faults(Interval interval) {
    return interval.faults().isEmpty()
        ? Optional.empty()
        : Optional.of("fault " + String.join(" and ", interval.faults()));
  }

  /** Returns a latency of the interval, such as {@code p50 1.24 ms, p99 3.02 ms}. */
  static String latency(Interval interval, Latency latency) {
    var recorded =
        interval.phase() == Phase.WARMUP
            ? interval.latencies().warmup()
            : interval.latencies().measured();
    Histogram histogram = recorded.get(latency);
    if (histogram == null || histogram.getTotalCount() == 0) {
      return "p50 " + Humanize.UNKNOWN + ", p99 " + Humanize.UNKNOWN;
    }
    return "p50 "
        + Humanize.seconds(Nanos.toSeconds(histogram.getValueAtPercentile(50)))
        + ", p99 "
        + Humanize.seconds(Nanos.toSeconds(histogram.getValueAtPercentile(99)));
  }
}
