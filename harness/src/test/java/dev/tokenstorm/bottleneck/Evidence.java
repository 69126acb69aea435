package dev.tokenstorm.bottleneck;

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
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * The result of a measured phase of ten seconds on two cores, with 100 greetings of four
 * completions, of which each figure can be set. What is set stays for later results.
 */
final class Evidence {
  private static final double SECONDS = 10;

  private final Map<Latency, Double> latencies = new EnumMap<>(Latency.class);
  private final Map<TaskKind, PollSample> polls = new EnumMap<>(TaskKind.class);
  private final Map<RpcStatus, Long> rpc = new HashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final List<LoadLevel> calls = new ArrayList<>();
  private final List<LoadLevel> resumes = new ArrayList<>();
  private List<LoadLevel> wakeUps = List.of();
  private Phase phase = Phase.MEASURE;
  private double busy = 3;
  private double queued;
  private double workflowSlots;
  private double activitySlots;
  private double hiccupMean = 0.00005;
  private double hiccupMost = 0.00005;
  private double cores = 0.5;
  private boolean open;
  private long closed = 100;
  private long dropped;
  private long completions = 400;

  Evidence call(double seconds) {
    latencies.put(Latency.COMPLETION_CALL, seconds);
    calls.clear();
    calls.add(level(8, 15, 400, seconds));
    return this;
  }

  Evidence callsAtLittleLoad(double seconds) {
    calls.add(0, level(1, 1, 10, seconds));
    return this;
  }

  Evidence calls(LoadLevel... levels) {
    calls.clear();
    calls.addAll(List.of(levels));
    LoadLevel all = calls.stream().reduce(LoadLevel::plus).orElseThrow();
    latencies.put(Latency.COMPLETION_CALL, all.meanSeconds());
    return this;
  }

  /** So many times, each as long. */
  static LoadLevel level(long from, long to, long count, double seconds) {
    double nanos = seconds * 1e9;
    return new LoadLevel(from, to, count, nanos(count * seconds), count * nanos * nanos);
  }

  Evidence resumesAtLittleLoad(double seconds) {
    resumes.clear();
    resumes.add(level(1, 1, 10, seconds));
    resumes.add(level(64, 127, 400, latencies.getOrDefault(Latency.RESUME, 0.0)));
    return this;
  }

  Evidence resume(double seconds) {
    latencies.put(Latency.RESUME, seconds);
    latencies.put(Latency.ACTIVITY, seconds);
    return this;
  }

  /** Tokens wait so long for completers that are all busy. */
  Evidence tokenWait(double seconds) {
    busy = 15.8;
    queued = 40 * seconds;
    return sometimesWaiting(seconds);
  }

  /** They wait so long on average, though completers are idle most of the time. */
  Evidence sometimesWaiting(double seconds) {
    latencies.put(Latency.TOKEN_WAIT, seconds);
    latencies.merge(Latency.ACTIVITY, seconds, Double::sum);
    return this;
  }

  /** The tokens' activities were pending that much longer before the release that is looked at. */
  Evidence held(double seconds) {
    phase = Phase.RELEASE;
    latencies.merge(Latency.ACTIVITY, seconds, Double::sum);
    return this;
  }

  /** Tokens wait so long while completers have nothing to do. */
  Evidence wakeUps(double seconds) {
    wakeUps = List.of(level(1, 1, 400, seconds));
    return sometimesWaiting(seconds);
  }

  Evidence taskWait(TaskKind kind, double seconds) {
    latencies.put(kind.waiting(), seconds);
    return this;
  }

  Evidence polls(TaskKind kind, long count, double mean, double shortest) {
    polls.put(kind, new PollSample(count, nanos(count * mean), nanos(shortest)));
    return this;
  }

  Evidence slots(TaskKind kind, int slots, double used) {
    flags.addAll(
        List.of(kind == TaskKind.WORKFLOW ? "worker-slots" : "activity-slots", "" + slots));
    workflowSlots = kind == TaskKind.WORKFLOW ? used : 0;
    activitySlots = kind == TaskKind.ACTIVITY ? used : 0;
    return this;
  }

  Evidence inFlight(int bound) {
    flags.addAll(List.of("in-flight", String.valueOf(bound)));
    return this;
  }

  Evidence workflowCache(int workflows) {
    flags.addAll(List.of("workflow-cache", String.valueOf(workflows)));
    return this;
  }

  Evidence hiccups(double seconds) {
    return hiccups(seconds, seconds);
  }

  Evidence hiccups(double mean, double most) {
    hiccupMean = mean;
    hiccupMost = most;
    return this;
  }

  Evidence cores(double used) {
    cores = used;
    return this;
  }

  Evidence rpc(RpcStatus status, long count) {
    rpc.put(status, count);
    return this;
  }

  Evidence open() {
    open = true;
    return this;
  }

  /** Of standalone activities, in an open loop on a server of its own. */
  Evidence standalone() {
    flags.addAll(List.of("workload", "standalone"));
    return open();
  }

  Evidence workflow(double seconds) {
    latencies.put(Latency.WORKFLOW, seconds);
    latencies.put(Latency.WORKFLOW_CORRECTED, seconds);
    return this;
  }

  Evidence closed(long workflows) {
    closed = workflows;
    return this;
  }

  Evidence dropped(long arrivals) {
    dropped = arrivals;
    return this;
  }

  Evidence completions(long count) {
    completions = count;
    return this;
  }

  RunResult result() {
    RunFacts facts = SampleRun.facts(open, settled());
    RunRecorder recorder = new RunRecorder(facts);
    LedgerCounts counts =
        new LedgerCounts(
            100,
            dropped,
            0,
            100,
            0,
            Map.of(ExecutionState.COMPLETED, closed),
            400,
            Map.of(TokenState.COMPLETED, completions),
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    recorder.accept(
        new Interval(
            0,
            SampleRun.START,
            0,
            nanos(SECONDS),
            phase,
            counts,
            new CellGauges(100, 100, 0, 3, 16),
            new Latencies(histograms(), Map.of()),
            new ProcessSample(
                0,
                nanos(SECONDS),
                nanos(cores * SECONDS),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                hiccups()),
            rpc,
            new Occupancy(100, queued, busy, workflowSlots, activitySlots),
            polls,
            new LoadProfile(calls, List.of(), resumes, wakeUps),
            List.of()));
    return recorder.finish(
        Ending.finished(), new LedgerReport(counts, List.of(), List.of(), 0), rpc, CutPolls.NONE);
  }

  /** A flag that was set again has its last value. */
  private String[] settled() {
    Map<String, String> last = new java.util.LinkedHashMap<>();
    for (int i = 0; i < flags.size(); i += 2) {
      last.put(flags.get(i), flags.get(i + 1));
    }
    return last.entrySet().stream()
        .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
        .toArray(String[]::new);
  }

  private Map<Latency, Histogram> histograms() {
    Map<Latency, Histogram> histograms = new EnumMap<>(Latency.class);
    latencies.forEach(
        (latency, seconds) -> {
          Histogram histogram = LatencyRecorders.newHistogram();
          histogram.recordValueWithCount(nanos(seconds), 400);
          histograms.put(latency, histogram);
        });
    return histograms;
  }

  private Histogram hiccups() {
    Histogram histogram = LatencyRecorders.newHistogram();
    if (hiccupMost > hiccupMean) {
      // Two in a hundred are as late as the latest, and all together as late as the mean.
      histogram.recordValueWithCount(nanos((hiccupMean - 0.02 * hiccupMost) / 0.98), 980);
      histogram.recordValueWithCount(nanos(hiccupMost), 20);
    } else {
      histogram.recordValueWithCount(nanos(hiccupMean), 1_000);
    }
    return histogram;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
