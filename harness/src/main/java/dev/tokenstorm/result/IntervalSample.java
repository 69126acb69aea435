package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An interval as a time series needs it, just measured or read from files. Counts are those within
 * the interval alone. Unknown figures are empty.
 *
 * @param startSeconds from the run's start to the interval's
 * @param lengthSeconds length of the interval
 * @param phase that the interval belongs to
 * @param workflows that closed
 * @param completed tokens that were completed
 * @param failed tokens whose activity was failed
 * @param cancelled tokens whose cancellation was reported
 * @param dropped arrivals
 * @param errors RPC attempts that went wrong
 * @param gauges at the end of the interval; read from files, the pool's concurrency is 0
 * @param processFromSeconds from the run's start to the start of the span that the process's
 *     figures are of
 * @param processToSeconds from the run's start to the end of that span
 * @param cpuSeconds CPU time of the process
 * @param allocatedBytes heap that the process allocated
 * @param gcPauseSeconds sum of the pauses of garbage collection
 * @param safepointSeconds sum of the safepoints
 * @param hiccupMaxSeconds longest hiccup
 * @param latencies recorded within the interval; callers must not change them
 */
public record IntervalSample(
    double startSeconds,
    double lengthSeconds,
    Phase phase,
    double workflows,
    double completed,
    double failed,
    double cancelled,
    double dropped,
    double errors,
    CellGauges gauges,
    double processFromSeconds,
    double processToSeconds,
    double cpuSeconds,
    OptionalDouble allocatedBytes,
    OptionalDouble gcPauseSeconds,
    OptionalDouble safepointSeconds,
    double hiccupMaxSeconds,
    Latencies latencies) {
  /**
   * Makes the sample of a measured interval.
   *
   * @param before the ledger's counts at the end of the previous interval
   * @param errorsBefore RPC attempts that had gone wrong by then
   */
  public static IntervalSample of(Interval interval, LedgerCounts before, long errorsBefore) {
    LedgerCounts counts = Counts.between(before, interval.counts());
    ProcessSample process = interval.process();
    return new IntervalSample(
        Nanos.toSeconds(interval.startNanos()),
        Nanos.toSeconds(interval.lengthNanos()),
        interval.phase(),
        Counts.closed(counts),
        counts.tokens(TokenState.COMPLETED),
        counts.tokens(TokenState.FAILED),
        counts.tokens(TokenState.CANCELLED),
        counts.dropped(),
        Counts.errors(interval.rpc()) - errorsBefore,
        interval.gauges(),
        Nanos.toSeconds(process.fromNanos()),
        Nanos.toSeconds(process.toNanos()),
        Nanos.toSeconds(process.cpuNanos()),
        process.allocatedBytes().stream().mapToDouble(bytes -> bytes).findFirst(),
        seconds(process.gcPauseNanos()),
        seconds(process.safepointNanos()),
        Nanos.toSeconds(process.hiccups().getMaxValue()),
        interval.latencies());
  }

  /** Returns the seconds from the run's start to the interval's end. */
  public double endSeconds() {
    return startSeconds + lengthSeconds;
  }

  /**
   * Returns the length of the span that the process's figures are of, in seconds; rates of these
   * are computed with it.
   */
  public double processSeconds() {
    return processToSeconds - processFromSeconds;
  }

  private static OptionalDouble seconds(OptionalLong nanos) {
    return nanos.stream().mapToDouble(value -> Nanos.toSeconds(value)).findFirst();
  }
}
