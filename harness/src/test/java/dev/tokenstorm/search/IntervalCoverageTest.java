package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whether the interval of a throughput holds the true one as often as it says. N completers whose
 * calls take 20 ms on average, and which never wait for a token, complete N / 20 ms; a little less,
 * as what client and server add to each call is no part of these. How much less, all runs together
 * tell, of which an interval sees one in two hundred.
 */
@Isolated // what runs beside it would take its time
class IntervalCoverageTest {
  private static final int COMPLETERS = 8;
  private static final double TRUTH_PER_SECOND = COMPLETERS / 0.020;
  private static final int RUNS = 3;

  /** A cold JVM makes each call longer than it is. */
  private static final int WARMUP_RUNS = 100;

  /** Few, so that the calls and not the cores take the time. */
  private static final int AT_ONCE = 4;

  @TempDir Path folder = Path.of("");

  /** So few tell an interval of a third of the width from a right one, and no more. */
  @Tag("proof")
  @Test
  @Timeout(600)
  void most_of_eighty_intervals_hold_the_truth() throws Exception {
    assertCovering(80, 0.86, 1.0);
  }

  @Tag("soak")
  @Test
  @Timeout(900)
  void nineteen_of_twenty_intervals_hold_the_truth() throws Exception {
    assertCovering(200, 0.90, 0.99);
  }

  private void assertCovering(int intervals, double least, double most) throws Exception {
    HostCapacity.assumed();
    var unused = trials(WARMUP_RUNS);
    List<Trial> trials = trials(intervals * RUNS);
    double truth = mean(trials);
    int covering = covering(trials, truth);
    Proof.found(
        "%d of %d intervals hold the %.1f per second that all runs come to, and %d hold %.0f",
        covering, intervals, truth, covering(trials, TRUTH_PER_SECOND), TRUTH_PER_SECOND);
    assertThat(truth / TRUTH_PER_SECOND).isLessThan(1.01);
    // A slow machine makes each call longer; completers are busy on any.
    assertThat(busyShare(trials)).isBetween(0.9, 1.0);
    assertThat(covering / (double) intervals).isBetween(least, most);
  }

  /** The same of calls that take no time of ours: what is left is the interval's own formula. */
  @Test
  void nineteen_of_twenty_intervals_of_computed_runs_hold_the_truth() {
    int intervals = 2_000;
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < intervals * RUNS; seed++) {
      trials.add(trial(computed(new SplittableRandom(seed), 0.2), Ending.How.FINISHED));
    }
    assertThat(covering(trials, TRUTH_PER_SECOND) / (double) intervals).isBetween(0.93, 0.97);
  }

  /** What completers come to in so many seconds whose calls are exponentially distributed. */
  private static TrialFigures computed(SplittableRandom random, double seconds) {
    int completions = 0;
    for (int completer = 0; completer < COMPLETERS; completer++) {
      // A memoryless call that is under way at the beginning ends as one that begins there.
      for (double at = call(random); at < seconds; at += call(random)) {
        completions++;
      }
    }
    double perSecond = completions / seconds;
    return new TrialFigures(
        seconds,
        perSecond / 4,
        perSecond,
        COMPLETERS,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        Backlog.NONE);
  }

  private static double call(SplittableRandom random) {
    return -0.020 * Math.log1p(-random.nextDouble());
  }

  private static double mean(List<Trial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.measured().completionsPerSecond())
        .average()
        .orElseThrow();
  }

  private static double busyShare(List<Trial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.measured().busyShare().orElseThrow())
        .average()
        .orElseThrow();
  }

  /**
   * How many intervals hold the truth, of three runs each that were far apart: runs at the same
   * time share what the machine does meanwhile.
   */
  private static int covering(List<Trial> trials, double truth) {
    int intervals = trials.size() / RUNS;
    int covering = 0;
    for (int one = 0; one < intervals; one++) {
      List<Trial> three =
          List.of(trials.get(one), trials.get(one + intervals), trials.get(one + 2 * intervals));
      TunePoint point = TunePoint.of(three).get(0);
      boolean covers = point.low().orElseThrow() <= truth && truth <= point.high().orElseThrow();
      covering += covers ? 1 : 0;
    }
    return covering;
  }

  /** Runs that begin together, a few at a time, so that none sets up while another measures. */
  private List<Trial> trials(int runs) throws Exception {
    List<Trial> trials = new ArrayList<>();
    ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE);
    try {
      while (trials.size() < runs) {
        List<Callable<Trial>> together = new ArrayList<>();
        for (int i = 1; i <= AT_ONCE; i++) {
          String seed = String.valueOf(trials.size() + i);
          together.add(() -> run(seed));
        }
        for (Future<Trial> trial : runners.invokeAll(together)) {
          trials.add(trial.get());
        }
      }
      return trials;
    } finally {
      runners.shutdownNow();
    }
  }

  private Trial run(String seed) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "null:latency=exp:20ms,seed=" + seed,
            "seed",
            seed,
            "worker",
            "wire",
            "completer",
            "grpc",
            "completers",
            String.valueOf(COMPLETERS),
            "in-flight",
            "24",
            "warmup",
            "400ms",
            "duration",
            "200ms",
            "audit",
            "none");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve(seed + ".jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      Cell cell = new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM);
      RunResult result = cell.run(facts, interval -> {});
      assertThat(result.ledger().imbalances()).isEmpty();
      return trial(TrialFigures.of(result, Backlog.NONE), result.ending().how());
    }
  }

  private static Trial trial(TrialFigures measured, Ending.How ending) {
    return new Trial(
        1,
        Step.Role.POINT,
        COMPLETERS,
        "",
        1,
        0,
        ending,
        "passed",
        TrialVerdict.HOLDS,
        List.of(),
        List.of(),
        Optional.empty(),
        measured);
  }
}
