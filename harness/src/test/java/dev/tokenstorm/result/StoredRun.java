package dev.tokenstorm.result;

import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Sample runs kept in folders, with figures that differ from second to second. */
public final class StoredRun {
  private static final String PLAN = "# The plan of run sample.\ntarget: embedded\n";

  private StoredRun() {}

  /**
   * A run of so many seconds, a tenth of them each for warm-up and drain.
   *
   * @param flags further settings of its plan, as names and values in turn
   */
  public static RunResult write(Path folder, int seconds, boolean openLoop, String... flags) {
    RunFacts facts = SampleRun.facts(openLoop, flags);
    RunRecorder recorder = new RunRecorder(facts);
    try (ResultFiles files = ResultFiles.create(folder, facts, PLAN, note -> {})) {
      for (int second = 0; second < seconds; second++) {
        Phase phase =
            second < seconds / 10
                ? Phase.WARMUP
                : second < seconds - seconds / 10 ? Phase.MEASURE : Phase.DRAIN;
        Interval interval = interval(second, phase);
        recorder.accept(interval);
        files.accept(interval);
      }
      RunResult result =
          recorder.finish(
              Ending.finished(), SampleRun.balancedLedger(), SampleRun.rpc(seconds), CutPolls.NONE);
      files.finish(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS);
      return result;
    }
  }

  /** What a run of so many seconds leaves that is killed: no result. */
  public static void leave(Path folder, int seconds) {
    leave(folder, seconds, SampleRun.facts(false));
  }

  /**
   * The same, of a run on a server that is not its own.
   *
   * @param flags further settings of its plan, as names and values in turn
   */
  public static void leaveElsewhere(Path folder, int seconds, String... flags) {
    leave(folder, seconds, SampleRun.facts(true, flags));
  }

  private static void leave(Path folder, int seconds, RunFacts facts) {
    try (ResultFiles files = ResultFiles.create(folder, facts, PLAN, note -> {})) {
      for (int second = 0; second < seconds; second++) {
        files.accept(interval(second, Phase.MEASURE));
      }
    }
  }

  /** An interval like {@link SampleRun}'s, with latencies and pauses that are drawn. */
  public static Interval interval(int index, Phase phase) {
    Interval sample = SampleRun.interval(index, phase);
    Random random = new Random(index);
    ProcessSample process =
        new ProcessSample(
            sample.process().fromNanos(),
            sample.process().toNanos(),
            random.nextLong(1_900_000_000),
            OptionalDouble.of(random.nextDouble()),
            OptionalLong.of(random.nextLong(900_000_000)),
            OptionalLong.of(random.nextLong(90_000_000)),
            OptionalLong.of(random.nextLong(90_000_000)),
            drawn(random));
    return new Interval(
        index,
        sample.start(),
        sample.startNanos(),
        sample.lengthNanos(),
        phase,
        sample.counts(),
        sample.gauges(),
        phase == Phase.WARMUP
            ? new Latencies(Map.of(), all(random))
            : new Latencies(all(random), Map.of()),
        process,
        sample.rpc(),
        sample.occupancy(),
        sample.polls(),
        sample.byLoad(),
        List.of());
  }

  private static Map<Latency, Histogram> all(Random random) {
    Map<Latency, Histogram> histograms = new EnumMap<>(Latency.class);
    List.of(Latency.values()).forEach(latency -> histograms.put(latency, drawn(random)));
    return histograms;
  }

  private static Histogram drawn(Random random) {
    Histogram histogram = LatencyRecorders.newHistogram();
    for (int i = 0; i < 40; i++) {
      histogram.recordValue((long) (5e6 * Math.exp(1.5 * random.nextGaussian())));
    }
    return histogram;
  }
}
