package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.ProcessMeter;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.result.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Cuts a run into intervals of a second, each of one phase. For one thread. */
final class Intervals implements AutoCloseable {
  private static final long LENGTH_NANOS = Duration.ofSeconds(1).toNanos();

  private final NanoClock clock;
  private final LatencyRecorders latencies;
  private final PollTimes polls;
  private final OccupancySampler occupancy;
  private final FaultTimeline faults;
  private final Consumer<Interval> sink;
  private final ProcessMeter process;
  private final MomentReader<Counted> reader;
  private Phase phase = Phase.MEASURE;
  private int index;
  private long runStartNanos;
  private long startNanos;

  /** Whether no interval goes on: before the first one, and after the last. */
  private boolean over = true;

  private Instant runStart = Instant.EPOCH;

  Intervals(
      NanoClock clock,
      CellReadings readings,
      LatencyRecorders latencies,
      PollTimes polls,
      RpcStatuses rpcStatuses,
      FaultTimeline faults,
      Consumer<Interval> sink) {
    this.clock = clock;
    this.latencies = latencies;
    this.polls = polls;
    this.occupancy = new OccupancySampler(readings::occupancy);
    this.faults = faults;
    this.sink = sink;
    this.process = new ProcessMeter(clock);
    this.reader = new MomentReader<>(clock, () -> Counted.of(readings, rpcStatuses));
  }

  /** What has to be of one moment, because rates are made of it; all cumulative. */
  private record Counted(LedgerCounts counts, CellGauges gauges, Map<RpcStatus, Long> rpc) {
    static Counted of(CellReadings readings, RpcStatuses rpcStatuses) {
      return new Counted(readings.counts(), readings.gauges(), rpcStatuses.snapshot());
    }
  }

  /** Begins the first interval: what the process did before, getting ready, is in none. */
  void start(Phase first) {
    phase = first;
    over = false;
    var unusedSample = process.sample();
    var unusedOccupancy = occupancy.swap();
    runStartNanos = clock.nanoTime();
    runStart = Instant.now();
    process.origin(runStartNanos);
    startNanos = runStartNanos;
  }

  /** When the first interval began, by the injected clock. */
  long runStartNanos() {
    return runStartNanos;
  }

  /** Takes a sample, and ends an interval that is a second old; whether a second has passed. */
  boolean tick() {
    occupancy.sample();
    if (clock.nanoTime() - startNanos < LENGTH_NANOS) {
      return false;
    }
    if (over) {
      startNanos = clock.nanoTime();
    } else {
      cut();
    }
    return true;
  }

  /** Ends the interval, and begins one of another phase. */
  void enter(Phase next) {
    enter(next, () -> {});
  }

  /**
   * The same.
   *
   * @param begin begins what the phase measures; before the ended interval is written, which takes
   *     its time
   */
  void enter(Phase next, Runnable begin) {
    if (next == phase) {
      return;
    }
    Interval ended = end();
    phase = next;
    begin.run();
    sink.accept(ended);
  }

  /** The phase of the interval that goes on. */
  Phase phase() {
    return phase;
  }

  /** Ends the last interval. */
  void finish() {
    cut();
    over = true;
  }

  private void cut() {
    sink.accept(end());
  }

  private Interval end() {
    MomentReader.Read<Counted> read = reader.read();
    // What takes its time to read comes later: nothing divides latencies, and the rest has a span.
    Latencies recorded = latencies.swap();
    ProcessSample sample = process.sample();
    long offsetNanos = startNanos - runStartNanos;
    Interval ended =
        new Interval(
            index++,
            runStart.plusNanos(offsetNanos),
            offsetNanos,
            read.nanos() - startNanos,
            phase,
            read.value().counts(),
            read.value().gauges(),
            recorded,
            sample,
            read.value().rpc(),
            occupancy.swap(),
            polls.swap(),
            latencies.byLoad(),
            faults.between(offsetNanos, read.nanos() - runStartNanos));
    startNanos = read.nanos();
    return ended;
  }

  @Override
  public void close() {
    process.close();
  }
}
