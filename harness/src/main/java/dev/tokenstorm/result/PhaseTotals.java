package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.TaskKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Sums the intervals of one phase. Memory does not grow with their number. */
final class PhaseTotals {
  private final Map<Latency, Histogram> latencies = new EnumMap<>(Latency.class);
  private final Map<TaskKind, PollSample> polls = new EnumMap<>(TaskKind.class);
  private final Histogram hiccups = LatencyRecorders.newHistogram();
  private final OptionalTotal allocatedBytes = new OptionalTotal();
  private final OptionalTotal gcPauseNanos = new OptionalTotal();
  private final OptionalTotal safepointNanos = new OptionalTotal();
  private LedgerCounts counts = Counts.NONE;
  private long calls;
  private long errors;
  private long lengthNanos;
  private long fromNanos = Long.MAX_VALUE;
  private long toNanos = Long.MIN_VALUE;
  private long cpuNanos;
  private double hostCpuNanos;
  private double hostCpuKnownNanos;
  private Occupancy occupancyNanos = Occupancy.NONE;
  private CellGauges highest = new CellGauges(0, 0, 0, 0, 0);

  PhaseTotals(Set<Latency> recorded) {
    recorded.forEach(latency -> latencies.put(latency, LatencyRecorders.newHistogram()));
  }

  /** Adds what an interval measured, except for its counts and latencies. */
  void add(Interval interval) {
    ProcessSample process = interval.process();
    lengthNanos += interval.lengthNanos();
    occupancyNanos = occupancyNanos.plus(interval.occupancy().times(interval.lengthNanos()));
    addPolls(interval.polls());
    highest = highest(highest, interval.gauges());
    fromNanos = Math.min(fromNanos, process.fromNanos());
    toNanos = Math.max(toNanos, process.toNanos());
    cpuNanos += process.cpuNanos();
    hostCpuNanos += process.hostCpuRatio().orElse(0) * process.spanNanos();
    hostCpuKnownNanos += process.hostCpuRatio().isPresent() ? process.spanNanos() : 0;
    allocatedBytes.add(process.allocatedBytes());
    gcPauseNanos.add(process.gcPauseNanos());
    safepointNanos.add(process.safepointNanos());
    hiccups.add(process.hiccups());
  }

  /**
   * Adds counts of the phase.
   *
   * @param callsMade RPC attempts
   * @param callsFailed RPC attempts that went wrong
   */
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

  private void addPolls(Map<TaskKind, PollSample> more) {
    more.forEach((kind, sample) -> polls.merge(kind, sample, PollSample::plus));
  }

  /** Adds the totals of another phase. */
  void add(PhaseTotals other) {
    add(other.counts, other.calls, other.errors);
    add(other.latencies);
    lengthNanos += other.lengthNanos;
    occupancyNanos = occupancyNanos.plus(other.occupancyNanos);
    addPolls(other.polls);
    highest = highest(highest, other.highest);
    fromNanos = Math.min(fromNanos, other.fromNanos);
    toNanos = Math.max(toNanos, other.toNanos);
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
    Map<TaskKind, Figures.Polls> polled = new EnumMap<>(TaskKind.class);
    polls.forEach((kind, sample) -> polled.put(kind, polls(sample)));
    return new Figures(
        Nanos.toSeconds(lengthNanos),
        counts,
        calls,
        errors,
        levels(),
        summaries,
        polled,
        generator());
  }

  private static Figures.Polls polls(PollSample sample) {
    return sample.count() == 0
        ? Figures.Polls.NONE
        : new Figures.Polls(
            sample.count(),
            Ratio.of(Nanos.toSeconds(sample.totalNanos()), sample.count()),
            OptionalDouble.of(Nanos.toSeconds(sample.shortestNanos())));
  }

  private Figures.Levels levels() {
    return new Figures.Levels(
        highest.inFlight(),
        highest.pendingTokens(),
        highest.queueDepth(),
        lengthNanos == 0 ? Optional.empty() : Optional.of(occupancyNanos.times(1.0 / lengthNanos)),
        highest.completersBusy(),
        highest.completers());
  }

  private Figures.Generator generator() {
    double seconds = toNanos > fromNanos ? Nanos.toSeconds(toNanos - fromNanos) : 0;
    double cpuSeconds = Nanos.toSeconds(cpuNanos);
    OptionalDouble allocationRate =
        allocatedBytes.total().isPresent()
            ? Ratio.of(allocatedBytes.total().getAsLong(), seconds)
            : OptionalDouble.empty();
    return new Figures.Generator(
        seconds,
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
