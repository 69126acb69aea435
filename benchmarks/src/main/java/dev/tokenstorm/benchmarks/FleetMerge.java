package dev.tokenstorm.benchmarks;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
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
import dev.tokenstorm.merge.FleetRecorder;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.CellText;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.TargetInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures what a coordinator spends on adding the intervals of a fleet's cells, each of which does
 * 1,000 greetings per second. An operation is one second of the run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FleetMerge {
  private static final int GREETINGS = 1_000;
  private static final int COMPLETIONS_EACH = 4;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  @Param({"50"})
  public int cells;

  private final List<Interval> told = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private FleetRecorder recorder = recorder(1, interval -> {});
  private int second;

  @Setup(Level.Trial)
  public void draw() {
    Random random = new Random(7);
    for (int cell = 0; cell < cells; cell++) {
      Interval interval = interval(random);
      told.add(interval);
      sent.add(CellText.write(interval));
    }
  }

  /** Begins a run anew, whose memory does not grow with its length. */
  @Setup(Level.Iteration)
  public void begin(Blackhole blackhole) {
    recorder = recorder(cells, blackhole::consume);
    second = 0;
  }

  /** Measures the adding alone. */
  @Benchmark
  public void add() {
    for (int cell = 0; cell < cells; cell++) {
      recorder.accept(cell, at(second, told.get(cell)));
    }
    second++;
  }

  /** Measures it with the reading of what cells send. */
  @Benchmark
  public void readAndAdd() {
    for (int cell = 0; cell < cells; cell++) {
      Interval read = CellText.interval(sent.get(cell), Instant.EPOCH).orElseThrow();
      recorder.accept(cell, at(second, read));
    }
    second++;
  }

  private static FleetRecorder recorder(
      int cells, Consumer<Interval> sink) {
    RunPlan plan = Plans.of("target", "null", "rate", "50k/s", "duration", "1h");
    RunFacts facts =
        new RunFacts(
            plan,
            Map.of(),
            Instant.EPOCH,
            new TargetInfo(TargetInfo.NULL, "127.0.0.1:7733", "default", Optional.empty()),
            Host.current(false));
    return new FleetRecorder(facts, cells, sink);
  }

  private static Interval at(int second, Interval like) {
    return new Interval(
        second,
        Instant.EPOCH,
        second * SECOND_NANOS,
        SECOND_NANOS,
        like.phase(),
        like.counts(),
        like.gauges(),
        like.latencies(),
        like.process(),
        like.rpc(),
        like.occupancy(),
        like.polls(),
        like.byLoad(),
        like.faults());
  }

  private static Interval interval(Random random) {
    Map<Latency, Histogram> measured = new EnumMap<>(Latency.class);
    for (Latency latency : Latency.values()) {
      measured.put(latency, drawn(random, latency == Latency.RESULT_SEEN ? 0 : 2 * GREETINGS));
    }
    long completions = (long) GREETINGS * COMPLETIONS_EACH;
    return new Interval(
        0,
        Instant.EPOCH,
        0,
        SECOND_NANOS,
        Phase.MEASURE,
        new LedgerCounts(
            GREETINGS,
            0,
            0,
            GREETINGS,
            0,
            Map.of(ExecutionState.COMPLETED, (long) GREETINGS),
            completions,
            Map.of(TokenState.COMPLETED, completions),
            0,
            0,
            0,
            0,
            0,
            0,
            0),
        new CellGauges(GREETINGS, completions, 3, 5, 64),
        new Latencies(measured, Map.of()),
        new ProcessSample(
            0,
            SECOND_NANOS,
            SECOND_NANOS / 3,
            OptionalDouble.of(0.5),
            OptionalLong.of(183_000_000),
            OptionalLong.of(5_000_000),
            OptionalLong.of(7_000_000),
            drawn(random, 900)),
        Map.of(
            new RpcStatus("RespondActivityTaskCompleted", "OK", "", ""),
            completions,
            new RpcStatus("StartWorkflowExecution", "OK", "", ""),
            (long) GREETINGS,
            new RpcStatus("PollActivityTaskQueue", "OK", "", ""),
            completions,
            new RpcStatus("PollWorkflowTaskQueue", "OK", "", ""),
            (long) GREETINGS),
        new Occupancy(20.5, 0.3, 5.1, 1.7, 2.9),
        Map.of(TaskKind.WORKFLOW, new PollSample(3 * GREETINGS, SECOND_NANOS, 100_000)),
        LoadProfile.NONE,
        List.of());
  }

  private static Histogram drawn(Random random, int values) {
    Histogram histogram = LatencyRecorders.newHistogram();
    for (int i = 0; i < values; i++) {
      histogram.recordValue((long) (5e6 * Math.exp(random.nextGaussian())));
    }
    return histogram;
  }
}
