package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A run made by hand: in each second of its warm-up and measured phase 100 workflows start, close a
 * second later, and are answered for with 400 completions; the last ones close in a drain.
 */
public final class SampleRun {
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  public static final VerdictRecord JUDGEMENT =
      new VerdictRecord(
          "failed",
          List.of(),
          List.of(new Doubt(Doubt.Kind.WARM_UP, "The warm-up was not over: it was slow.")),
          List.of("1 arrival was dropped."),
          List.of(
              ObjectiveResult.of(
                  TestPlans.objective("workflows.rate > 1/s"), OptionalDouble.of(100)),
              ObjectiveResult.of(
                  TestPlans.objective("errors.ratio < 1%"), OptionalDouble.of(0.0124)),
              ObjectiveResult.of(
                  TestPlans.objective("drain:token-wait.p99 < 50ms"), OptionalDouble.empty())));

  public static final List<Bottleneck> BOTTLENECKS =
      List.of(
          new Bottleneck(
              Bottleneck.Cause.COMPLETERS,
              0.934,
              "15.8 of 16 completers were busy on average; raise --completers."),
          new Bottleneck(
              Bottleneck.Cause.SERVER_LATENCY, 0.12, "The server takes long at this load."));

  private SampleRun() {}

  /**
   * What is known of it beforehand.
   *
   * @param further flags of the plan, as names and values in turn
   */
  public static RunFacts facts(boolean openLoop, String... further) {
    List<String> flags = new ArrayList<>(List.of("workflows", "300", "warmup", "1s"));
    flags.addAll(
        openLoop
            ? List.of("target", "127.0.0.1:7233", "rate", "100/s")
            : List.of("target", "embedded"));
    flags.addAll(List.of(further));
    RunPlan plan = TestPlans.plan(flags.toArray(String[]::new));
    TargetInfo target =
        openLoop
            ? new TargetInfo("remote", "127.0.0.1:7233", "default", Optional.of("1.29.1"))
            : new TargetInfo("embedded", "in-process", "default", Optional.empty());
    Host host = new Host(2, 4L << 30, "17.0.15+6", "Debian", "Linux 6.1 amd64", false);
    return new RunFacts(plan, PlanYaml.settings(plan), START, target, host);
  }

  /** One second of warm-up, three measured, one of drain. */
  public static List<Interval> intervals() {
    return intervals(Phase.WARMUP, Phase.MEASURE, Phase.MEASURE, Phase.MEASURE, Phase.DRAIN);
  }

  /** The same with a release in place of the last measured second. */
  public static List<Interval> releasing() {
    return intervals(Phase.WARMUP, Phase.MEASURE, Phase.MEASURE, Phase.RELEASE, Phase.DRAIN);
  }

  /** One measured second, in which every count of the ledger is another number. */
  public static Interval distinctInterval() {
    Interval like = interval(2, Phase.MEASURE);
    Map<ExecutionState, Long> workflows = new LinkedHashMap<>();
    Map<TokenState, Long> tokens = new LinkedHashMap<>();
    long next = 101;
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        workflows.put(state, next += 3);
      }
    }
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        tokens.put(state, next += 5);
      }
    }
    LedgerCounts counts =
        new LedgerCounts(
            2003, 11, 13, 1999, 17, workflows, 3001, tokens, 19, 23, 29, 31, 37, 41, 43);
    return new Interval(
        0,
        START,
        0,
        SECOND,
        Phase.MEASURE,
        counts,
        like.gauges(),
        like.latencies(),
        like.process(),
        like.rpc(),
        like.occupancy(),
        like.polls(),
        like.byLoad(),
        List.of());
  }

  /** The result document of a run that is one interval long. */
  public static JsonNode document(boolean openLoop, Interval only) {
    RunRecorder recorder = new RunRecorder(facts(openLoop));
    recorder.accept(only);
    LedgerReport ledger = new LedgerReport(only.counts(), List.of(), List.of(), 0);
    RunResult result = recorder.finish(Ending.finished(), ledger, only.rpc(), CutPolls.NONE);
    return RunResultJson.tree(result, JUDGEMENT, BOTTLENECKS);
  }

  private static List<Interval> intervals(Phase... phases) {
    List<Interval> intervals = new ArrayList<>();
    for (int index = 0; index < phases.length; index++) {
      intervals.add(interval(index, phases[index]));
    }
    return intervals;
  }

  /** The interval of an endless run. */
  public static Interval interval(int index, Phase phase) {
    return interval(index, phase, List.of());
  }

  /** The same with faults that went on. */
  public static Interval interval(int index, Phase phase, List<String> faults) {
    boolean drain = phase == Phase.DRAIN;
    LedgerCounts counts = counts(drain ? index : index + 1, index);
    Latencies latencies =
        new Latencies(
            latencies(index == 0 ? 0 : 100, 4 * MILLI),
            latencies(index == 0 ? 50 : index == 1 ? 2 : 0, 90 * MILLI));
    Histogram hiccups = LatencyRecorders.newHistogram();
    hiccups.recordValueWithCount(60_000, 999);
    hiccups.recordValue((index + 1) * MILLI);
    CellGauges gauges =
        new CellGauges(drain ? 0 : 100, drain ? 0 : 150 + index, drain ? 0 : 7, 4 * index, 16);
    return new Interval(
        index,
        START.plusSeconds(index),
        index * SECOND,
        SECOND,
        phase,
        counts,
        gauges,
        latencies,
        new ProcessSample(
            index * SECOND,
            (index + 1) * SECOND,
            SECOND / 2,
            index == 0 ? OptionalDouble.empty() : OptionalDouble.of(0.2 * index),
            OptionalLong.of(100_000_000L),
            index == 0 ? OptionalLong.empty() : OptionalLong.of(index * MILLI),
            index == 0 ? OptionalLong.empty() : OptionalLong.of(2L * index * MILLI),
            hiccups),
        rpc(index),
        new Occupancy(
            gauges.inFlight(), gauges.queueDepth(), gauges.completersBusy(), 2 * index, 0.5),
        Map.of(
            TaskKind.WORKFLOW,
            new PollSample(500, 500 * 20 * MILLI, 2 * MILLI),
            TaskKind.ACTIVITY,
            new PollSample(400, 400 * 10 * MILLI, 1 * MILLI)),
        new LoadProfile(
            List.of(new LoadLevel(8, 15, 400L * index + 1, 400 * MILLI, 0)),
            List.of(),
            List.of(),
            List.of()),
        faults);
  }

  /** The counts after so many seconds of starting and of closing. */
  public static LedgerCounts counts(long secondsStarted, long secondsClosed) {
    return new LedgerCounts(
        100 * secondsStarted,
        0,
        0,
        100 * secondsStarted,
        0,
        Map.of(
            ExecutionState.COMPLETED, 97 * secondsClosed, ExecutionState.FAILED, 3 * secondsClosed),
        405 * secondsClosed,
        Map.of(TokenState.COMPLETED, 396 * secondsClosed, TokenState.FAILED, 9 * secondsClosed),
        0,
        0,
        0,
        20,
        0,
        0,
        0);
  }

  public static Map<RpcStatus, Long> rpc(long seconds) {
    return Map.of(
        new RpcStatus("RespondActivityTaskCompleted", "OK", "", ""),
        396 * seconds,
        new RpcStatus("PollActivityTaskQueue", "DEADLINE_EXCEEDED", "", ""),
        seconds,
        new RpcStatus("PollWorkflowTaskQueue", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE"),
        4 * seconds,
        new RpcStatus("StartWorkflowExecution", "UNAVAILABLE", "", ""),
        seconds);
  }

  public static LedgerReport balancedLedger() {
    return new LedgerReport(counts(4, 4), List.of(), List.of(), 0);
  }

  /** The whole run, recorded. */
  public static RunResult result(boolean openLoop) {
    return result(openLoop, Ending.finished(), balancedLedger());
  }

  public static RunResult result(boolean openLoop, Ending ending, LedgerReport ledger) {
    return result(facts(openLoop), ending, ledger);
  }

  public static RunResult result(RunFacts facts, Ending ending, LedgerReport ledger) {
    RunRecorder recorder = new RunRecorder(facts);
    intervals().forEach(recorder);
    return recorder.finish(ending, ledger, rpc(4), CutPolls.NONE);
  }

  @SuppressWarnings("EnumOrdinal") // only makes the samples differ
  private static Map<Latency, Histogram> latencies(int count, long mean) {
    Map<Latency, Histogram> histograms = new LinkedHashMap<>();
    for (Latency latency : Latency.values()) {
      Histogram histogram = LatencyRecorders.newHistogram();
      if (latency == Latency.RESULT_SEEN) {
        // No client waits for a greeting's result.
        histograms.put(latency, histogram);
        continue;
      }
      // The waits of tasks are as long as what comes after them.
      int place =
          latency.ordinal()
              - (latency.compareTo(Latency.ACTIVITY_TASK_WAIT) > 0 ? 2 : 0)
              - (latency.compareTo(Latency.RESULT_SEEN) > 0 ? 1 : 0);
      long scale = mean * (1 + place) / 4;
      IntStream.range(0, count).forEach(i -> histogram.recordValue(scale * (50 + i) / 100));
      histograms.put(latency, histogram);
    }
    return histograms;
  }
}
