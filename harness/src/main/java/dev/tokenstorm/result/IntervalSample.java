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
 * An interval as a time series needs it, whether it has just been measured or was kept in files:
 * what was counted is that of the interval alone. What is not known is empty.
 *
 * @param startSeconds offset from the run's start
 * @param workflows that closed
 * @param completed tokens, as {@code failed} and {@code cancelled}
 * @param errors RPC attempts that went wrong
 * @param gauges at its end; of a kept interval the pool's concurrency is 0
 * @param processFromSeconds where the span of the process's figures begins, from the run's start
 * @param processToSeconds where it ends
 * @param latencies recorded within it, which must not be changed
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
   * A measured interval.
   *
   * @param before the ledger's counts at the end of the interval before
   * @param errorsBefore the attempts that had gone wrong by then
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

  /** Offset of its end from the run's start. */
  public double endSeconds() {
    return startSeconds + lengthSeconds;
  }

  /** What the process's figures are to be divided by. */
  public double processSeconds() {
    return processToSeconds - processFromSeconds;
  }

  private static OptionalDouble seconds(OptionalLong nanos) {
    return nanos.stream().mapToDouble(value -> Nanos.toSeconds(value)).findFirst();
  }
}
