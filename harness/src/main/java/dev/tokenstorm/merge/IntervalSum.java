package dev.tokenstorm.merge;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Adds intervals of several cells that become one of the fleet. Histograms are added when they
 * come, in any order, as sums of whole numbers do not depend on it. All else waits, and is added in
 * the order of the cells, because sums of fractions do.
 */
final class IntervalSum {
  private static final Latencies ADDED = new Latencies(Map.of(), Map.of());

  private final Map<Latency, Histogram> measured = new EnumMap<>(Latency.class);
  private final Map<Latency, Histogram> warmup = new EnumMap<>(Latency.class);
  private final Histogram hiccups = LatencyRecorders.newHistogram();
  private final NavigableMap<Integer, List<Interval>> byCell = new TreeMap<>();

  /** Adds an interval of a cell, later than those that it has. */
  void add(int cell, Interval interval) {
    add(measured, interval.latencies().measured());
    add(warmup, interval.latencies().warmup());
    hiccups.add(interval.process().hiccups());
    byCell.computeIfAbsent(cell, unused -> new ArrayList<>()).add(withoutHistograms(interval));
  }

  /** Adds those of another sum, which are later where they are of the same cell. */
  void add(IntervalSum later) {
    add(measured, later.measured);
    add(warmup, later.warmup);
    hiccups.add(later.hiccups);
    later.byCell.forEach(
        (cell, intervals) ->
            byCell.computeIfAbsent(cell, unused -> new ArrayList<>()).addAll(intervals));
  }

  private static void add(Map<Latency, Histogram> sums, Map<Latency, Histogram> recorded) {
    recorded.forEach(
        (latency, histogram) -> {
          if (histogram.getTotalCount() > 0) {
            sums.computeIfAbsent(latency, unused -> LatencyRecorders.newHistogram()).add(histogram);
          }
        });
  }

  /** A silent cell's seconds wait for it, and histograms are what is large of an interval. */
  private Interval withoutHistograms(Interval interval) {
    ProcessSample process = interval.process();
    return new Interval(
        interval.index(),
        interval.start(),
        interval.startNanos(),
        interval.lengthNanos(),
        interval.phase(),
        interval.counts(),
        interval.gauges(),
        ADDED,
        new ProcessSample(
            process.fromNanos(),
            process.toNanos(),
            process.cpuNanos(),
            process.hostCpuRatio(),
            process.allocatedBytes(),
            process.gcPauseNanos(),
            process.safepointNanos(),
            hiccups),
        interval.rpc(),
        interval.occupancy(),
        interval.polls(),
        interval.byLoad(),
        interval.faults());
  }

  /** Returns the cells that have an interval here. */
  Set<Integer> cells() {
    return byCell.keySet();
  }

  /** Returns the end of the last interval, from the run's start. */
  long endNanos() {
    return byCell.values().stream()
        .flatMap(List::stream)
        .mapToLong(interval -> interval.startNanos() + interval.lengthNanos())
        .max()
        .orElse(0);
  }

  /**
   * Returns the fleet's interval. It belongs to the caller, as this sum then does.
   *
   * @param start wall time of the fleet's start
   * @param progress of all cells, which take over what they had counted
   */
  Interval interval(
      int index,
      Instant start,
      long startNanos,
      long endNanos,
      Phase phase,
      List<CellProgress> progress) {
    byCell.forEach((cell, intervals) -> intervals.forEach(progress.get(cell)::add));
    return new Interval(
        index,
        start.plusNanos(startNanos),
        startNanos,
        endNanos - startNanos,
        phase,
        counts(progress),
        gauges(progress),
        new Latencies(whole(measured), whole(warmup)),
        ProcessSum.of(byCell, hiccups),
        rpc(progress),
        occupancy(),
        polls(),
        progress.stream().map(CellProgress::byLoad).reduce(LoadProfile.NONE, LoadProfile::plus),
        faults());
  }

  private static LedgerCounts counts(List<CellProgress> progress) {
    return progress.stream().map(CellProgress::counts).reduce(Counts.NONE, Counts::sum);
  }

  private static CellGauges gauges(List<CellProgress> progress) {
    long inFlight = 0;
    long pending = 0;
    long queued = 0;
    int busy = 0;
    int completers = 0;
    for (CellProgress cell : progress) {
      inFlight += cell.gauges().inFlight();
      pending += cell.gauges().pendingTokens();
      queued += cell.gauges().queueDepth();
      busy += cell.gauges().completersBusy();
      completers += cell.gauges().completers();
    }
    return new CellGauges(inFlight, pending, queued, busy, completers);
  }

  private static Map<RpcStatus, Long> rpc(List<CellProgress> progress) {
    Map<RpcStatus, Long> sums = new HashMap<>();
    progress.forEach(
        cell -> cell.rpc().forEach((status, count) -> sums.merge(status, count, Long::sum)));
    return sums;
  }

  private static Map<Latency, Histogram> whole(Map<Latency, Histogram> sums) {
    for (Latency latency : Latency.values()) {
      sums.computeIfAbsent(latency, unused -> LatencyRecorders.newHistogram());
    }
    return sums;
  }

  private Occupancy occupancy() {
    return byCell.values().stream().map(IntervalSum::mean).reduce(Occupancy.NONE, Occupancy::plus);
  }

  private static Occupancy mean(List<Interval> intervals) {
    if (intervals.size() == 1) {
      return intervals.get(0).occupancy();
    }
    Occupancy nanos = Occupancy.NONE;
    long length = 0;
    for (Interval interval : intervals) {
      nanos = nanos.plus(interval.occupancy().times(interval.lengthNanos()));
      length += interval.lengthNanos();
    }
    return length == 0 ? Occupancy.NONE : nanos.times(1.0 / length);
  }

  private Map<TaskKind, PollSample> polls() {
    Map<TaskKind, PollSample> sums = new EnumMap<>(TaskKind.class);
    for (List<Interval> intervals : byCell.values()) {
      for (Interval interval : intervals) {
        interval.polls().forEach((kind, sample) -> sums.merge(kind, sample, PollSample::plus));
      }
    }
    return sums;
  }

  private List<String> faults() {
    Set<String> faults = new LinkedHashSet<>();
    byCell.values().forEach(intervals -> intervals.forEach(each -> faults.addAll(each.faults())));
    return List.copyOf(faults);
  }
}
