package dev.tokenstorm.result;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.HdrHistogram.Histogram;

/** A run of which a test says what each second was like. */
public final class MadeRun {
  private static final long SECOND = 1_000_000_000L;

  private final RunFacts facts;
  private final RunRecorder recorder;
  private LedgerCounts counts = Counts.NONE;
  private int index;

  /** What a second is like unless a test changes it: nothing is wrong with it. */
  public static final class Second {
    public Phase phase = Phase.MEASURE;

    /** Workflows that start and close in it, and the latencies recorded of each kind. */
    public int workflows = 100;

    public double workflowMillis = 100;
    public double completionMillis = 20;
    public double lagMillis = 0.1;

    /** Of a thousand, but for those of 50 ms. */
    public double hiccupMillis = 0.1;

    public int longHiccups = 0;
    public double gcMillis = 1;
    public double hostCpu = 0.5;
    public int dropped = 0;
    public int inFlight = 50;
  }

  /** A run of a plan. */
  public MadeRun(RunFacts facts) {
    this.facts = facts;
    this.recorder = new RunRecorder(facts);
  }

  /** A run whose seconds are all alike but for what is changed. */
  public static RunResult of(RunFacts facts, int seconds, Consumer<Second> change) {
    MadeRun run = new MadeRun(facts);
    for (int i = 0; i < seconds; i++) {
      run.second(change);
    }
    return run.result();
  }

  /** A run in which workflows take so many milliseconds, second by second. */
  public static RunResult course(RunFacts facts, int seconds, IntToDoubleFunction workflowMillis) {
    MadeRun run = new MadeRun(facts);
    for (int i = 0; i < seconds; i++) {
      double millis = workflowMillis.applyAsDouble(i);
      run.second(second -> second.workflowMillis = millis);
    }
    return run.result();
  }

  /** Goes on for a second. */
  public MadeRun second(Consumer<Second> change) {
    Second second = new Second();
    change.accept(second);
    long closed = counts.workflows(ExecutionState.COMPLETED) + second.workflows;
    counts =
        new LedgerCounts(
            counts.intended() + second.workflows + second.dropped,
            counts.dropped() + second.dropped,
            0,
            closed,
            0,
            Map.of(ExecutionState.COMPLETED, closed),
            4 * closed,
            Map.of(TokenState.COMPLETED, 4 * closed),
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    recorder.accept(interval(second));
    index++;
    return this;
  }

  /** As it came to its end. */
  public RunResult result() {
    return recorder.finish(
        Ending.finished(),
        new LedgerReport(counts, List.of(), List.of(), 0),
        Map.of(),
        CutPolls.NONE);
  }

  private Interval interval(Second second) {
    Map<Latency, Histogram> latencies = new EnumMap<>(Latency.class);
    for (Latency latency : Latency.ofLoop(facts.openLoop())) {
      double millis =
          switch (latency) {
            case SCHEDULE_LAG -> second.lagMillis;
            case WORKFLOW, WORKFLOW_CORRECTED -> second.workflowMillis;
            default -> second.completionMillis;
          };
      latencies.put(latency, histogram(millis, second.workflows));
    }
    boolean warmup = second.phase == Phase.WARMUP;
    return new Interval(
        index,
        SampleRun.START.plusSeconds(index),
        index * SECOND,
        SECOND,
        second.phase,
        counts,
        new CellGauges(second.inFlight, 0, 0, 0, 16),
        new Latencies(warmup ? Map.of() : latencies, warmup ? latencies : Map.of()),
        new ProcessSample(
            index * SECOND,
            (index + 1) * SECOND,
            SECOND,
            OptionalDouble.of(second.hostCpu),
            OptionalLong.of(0),
            OptionalLong.of(nanos(second.gcMillis)),
            OptionalLong.of(nanos(second.gcMillis)),
            hiccups(second)),
        Map.of(),
        Occupancy.NONE,
        Map.of(),
        LoadProfile.NONE,
        List.of());
  }

  private static Histogram hiccups(Second second) {
    Histogram hiccups = histogram(second.hiccupMillis, 1_000 - second.longHiccups);
    if (second.longHiccups > 0) {
      hiccups.recordValueWithCount(nanos(50), second.longHiccups);
    }
    return hiccups;
  }

  private static Histogram histogram(double millis, int count) {
    Histogram histogram = LatencyRecorders.newHistogram();
    histogram.recordValueWithCount(nanos(millis), count);
    return histogram;
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }
}
