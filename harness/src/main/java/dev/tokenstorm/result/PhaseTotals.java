package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** Adds up the intervals of one phase. Its size does not depend on their number. */
final class PhaseTotals {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Latency, Histogram> latencies = new EnumMap<>(Latency.class);
  private final Histogram hiccups = LatencyRecorders.newHistogram();
  private final OptionalTotal allocatedBytes = new OptionalTotal();
  private final OptionalTotal gcPauseNanos = new OptionalTotal();
  private final OptionalTotal safepointNanos = new OptionalTotal();
  private LedgerCounts counts = Counts.NONE;
  private long calls;
  private long errors;
  private long lengthNanos;
  private long cpuNanos;
  private double busyNanos;
  private double hostCpuNanos;
  private double hostCpuKnownNanos;
  private CellGauges highest = new CellGauges(0, 0, 0, 0, 0);

  PhaseTotals(boolean openLoop) {
    Latency.ofLoop(openLoop)
        .forEach(latency -> latencies.put(latency, LatencyRecorders.newHistogram()));
  }

  /** Adds what an interval measured, its counts and latencies apart. */
  void add(long intervalNanos, CellGauges gauges, ProcessSample process) {
    lengthNanos += intervalNanos;
    busyNanos += (double) gauges.completersBusy() * intervalNanos;
    highest = highest(highest, gauges);
    cpuNanos += process.cpuNanos();
    hostCpuNanos += process.hostCpuRatio().orElse(0) * intervalNanos;
    hostCpuKnownNanos += process.hostCpuRatio().isPresent() ? intervalNanos : 0;
    allocatedBytes.add(process.allocatedBytes());
    gcPauseNanos.add(process.gcPauseNanos());
    safepointNanos.add(process.safepointNanos());
    hiccups.add(process.hiccups());
  }

  /** Adds what was counted within the phase. */
  void add(LedgerCounts counted, long callsMade, long callsFailed) {
    counts = Counts.sum(counts, counted);
    calls += callsMade;
    errors += callsFailed;
  }

  /** Adds latencies of the phase. */
  void add(Map<Latency, Histogram> recorded) {
    latencies.forEach(
        (latency, total) -> {
          Histogram histogram = recorded.get(latency);
          if (histogram != null) {
            total.add(histogram);
          }
        });
  }

  /** Adds another phase. */
  void add(PhaseTotals other) {
    add(other.counts, other.calls, other.errors);
    add(other.latencies);
    lengthNanos += other.lengthNanos;
    busyNanos += other.busyNanos;
    highest = highest(highest, other.highest);
    cpuNanos += other.cpuNanos;
    hostCpuNanos += other.hostCpuNanos;
    hostCpuKnownNanos += other.hostCpuKnownNanos;
    allocatedBytes.add(other.allocatedBytes);
    gcPauseNanos.add(other.gcPauseNanos);
    safepointNanos.add(other.safepointNanos);
    hiccups.add(other.hiccups);
  }

  Figures figures() {
    Map<Latency, LatencySummary> summaries = new EnumMap<>(Latency.class);
    latencies.forEach((latency, total) -> summaries.put(latency, LatencySummary.of(total)));
    return new Figures(
        lengthNanos / NANOS_PER_SECOND, counts, calls, errors, levels(), summaries, generator());
  }

  private Figures.Levels levels() {
    return new Figures.Levels(
        highest.inFlight(),
        highest.pendingTokens(),
        highest.queueDepth(),
        Ratio.of(busyNanos, lengthNanos),
        highest.completersBusy(),
        highest.completers());
  }

  private Figures.Generator generator() {
    double cpuSeconds = cpuNanos / NANOS_PER_SECOND;
    OptionalDouble allocationRate =
        allocatedBytes.total().isPresent()
            ? Ratio.of(allocatedBytes.total().getAsLong(), lengthNanos / NANOS_PER_SECOND)
            : OptionalDouble.empty();
    return new Figures.Generator(
        cpuSeconds,
        Ratio.of(hostCpuNanos, hostCpuKnownNanos),
        Ratio.of(cpuSeconds, Counts.answered(counts)),
        Ratio.of(cpuSeconds, Counts.closed(counts)),
        allocatedBytes.total(),
        allocationRate,
        gcPauseNanos.totalSeconds(),
        gcPauseNanos.maxSeconds(),
        safepointNanos.totalSeconds(),
        safepointNanos.maxSeconds(),
        LatencySummary.of(hiccups));
  }

  static CellGauges highest(CellGauges one, CellGauges other) {
    return new CellGauges(
        Math.max(one.inFlight(), other.inFlight()),
        Math.max(one.pendingTokens(), other.pendingTokens()),
        Math.max(one.queueDepth(), other.queueDepth()),
        Math.max(one.completersBusy(), other.completersBusy()),
        Math.max(one.completers(), other.completers()));
  }
}
