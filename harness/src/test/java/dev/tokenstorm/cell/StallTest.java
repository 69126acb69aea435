package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a stall of a tenth of an open loop's time does to its latencies, which can be computed: who
 * should have started within it waits for its end. That is a tenth of the workflows, so the
 * percentiles from the 90th up show it. Few come within it, because the last of them also waits for
 * the others to be served.
 */
@Timeout(120)
@Isolated // what runs beside it would take its time
class StallTest {
  private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(500);

  /** A stall begins so long before an arrival that a few milliseconds decide nothing. */
  private static final Duration BEFORE_AN_ARRIVAL = Duration.ofMillis(30);

  private static final List<Double> PERCENTILES = List.of(92.0, 94.0, 96.0, 98.0, 99.0, 99.9);

  @TempDir Path folder = Path.of("");

  /**
   * The latencies of a run's workflows, from the request and from the intended start.
   *
   * @param firstStart how long the first start took: it opens the connection
   */
  private record Measured(
      Histogram raw, Histogram corrected, Histogram lag, AtomicLong firstStart) {}

  /** A run and its stall, both long or both short. */
  private record Shape(Duration length, Duration stall, Duration tolerance) {
    Duration stalledFrom() {
      return length.dividedBy(2).plus(BETWEEN_ARRIVALS).minus(BEFORE_AN_ARRIVAL);
    }

    /**
     * The latencies that follow.
     *
     * @param undisturbedNanos that of who meets no stall
     * @param lateNanos by how much later the stall is, as it counts from the first start's arrival
     */
    Histogram truth(long undisturbedNanos, long lateNanos) {
      long from = stalledFrom().toNanos() + lateNanos;
      long to = from + stall.toNanos();
      Histogram truth = LatencyRecorders.newHistogram();
      LongStream.iterate(0, at -> at < length.toNanos(), at -> at + BETWEEN_ARRIVALS.toNanos())
          .map(at -> undisturbedNanos + (at >= from && at < to ? to - at : 0))
          .forEach(truth::recordValue);
      return truth;
    }
  }

  private static final Shape LONG =
      new Shape(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ZERO);

  /** In so short a stall a host that is busy otherwise weighs more than 2 %. */
  private static final Shape SHORT =
      new Shape(Duration.ofSeconds(4), Duration.ofMillis(400), Duration.ofMillis(40));

  /** The driver's thread stands still for a while, and nothing else does. */
  private static final class HeldClock implements NanoClock {
    private final Shape shape;
    private long origin;

    HeldClock(Shape shape) {
      this.shape = shape;
    }

    @Override
    public long nanoTime() {
      long now = System.nanoTime();
      if (!Thread.currentThread().getName().equals("driver")) {
        return now;
      }
      if (origin == 0) {
        origin = now;
      }
      long from = origin + shape.stalledFrom().toNanos();
      while (now - from >= 0 && now - from < shape.stall().toNanos()) {
        LockSupport.parkNanos(from + shape.stall().toNanos() - now);
        now = System.nanoTime();
      }
      return now;
    }
  }

  @Test
  void a_short_stall_of_the_server_shows_from_both_starts() throws Exception {
    stallOfTheServerShowsFromBothStarts(SHORT);
  }

  @Tag("proof")
  @Test
  void a_stall_of_the_server_shows_from_both_starts() throws Exception {
    stallOfTheServerShowsFromBothStarts(LONG);
  }

  @Test
  void a_short_stall_of_the_generator_is_hidden_unless_the_intended_start_counts()
      throws Exception {
    stallOfTheGeneratorIsHiddenUnlessTheIntendedStartCounts(SHORT);
  }

  @Tag("proof")
  @Test
  void a_stall_of_the_generator_is_hidden_unless_the_intended_start_counts() throws Exception {
    stallOfTheGeneratorIsHiddenUnlessTheIntendedStartCounts(LONG);
  }

  private void stallOfTheServerShowsFromBothStarts(Shape shape) throws Exception {
    Measured measured =
        run(
            "null:stall=%dms@%dms"
                .formatted(shape.stall().toMillis(), shape.stalledFrom().toMillis()),
            shape.length(),
            NanoClock.SYSTEM);

    Histogram truth = shape.truth(undisturbed(measured), measured.firstStart().get());
    assertCloseToTruth(measured.raw(), truth, shape.tolerance());
    assertCloseToTruth(measured.corrected(), truth, shape.tolerance());
    for (double percentile : PERCENTILES) {
      long raw = measured.raw().getValueAtPercentile(percentile);
      long corrected = measured.corrected().getValueAtPercentile(percentile);
      assertThat(corrected - raw)
          .isBetween(-precision(raw), measured.lag().getMaxValue() + precision(raw));
    }
  }

  private void stallOfTheGeneratorIsHiddenUnlessTheIntendedStartCounts(Shape shape)
      throws Exception {
    Measured measured = run("null", shape.length(), new HeldClock(shape));

    // What starts at the stall's end starts all at once, and the last waits for those before it.
    long others = measured.raw().getMaxValue() - undisturbed(measured);
    assertCloseToTruth(
        measured.corrected(),
        shape.truth(undisturbed(measured), 0),
        shape.tolerance().plusNanos(others));
    assertThat(measured.lag().getMaxValue())
        .isCloseTo(
            shape.stall().minus(BEFORE_AN_ARRIVAL).toNanos(),
            Offset.offset(shape.tolerance().toNanos() + shape.stall().toNanos() / 50));
    // None is as long as the shortest wait that the 92nd percentile should show.
    assertThat(measured.raw().getMaxValue())
        .isLessThan(shape.truth(0, 0).getValueAtPercentile(PERCENTILES.get(0)));
  }

  private static long undisturbed(Measured measured) {
    return measured.raw().getValueAtPercentile(50);
  }

  private static void assertCloseToTruth(Histogram figures, Histogram truth, Duration tolerance) {
    assertThat(figures.getTotalCount()).isEqualTo(truth.getTotalCount());
    for (double percentile : PERCENTILES) {
      long expected = truth.getValueAtPercentile(percentile);
      Proof.found(
          "stall: p%s is %.4f s, computed %.4f s",
          percentile, figures.getValueAtPercentile(percentile) / 1e9, expected / 1e9);
      assertThat(figures.getValueAtPercentile(percentile))
          .describedAs("p%s", percentile)
          .isCloseTo(expected, Offset.offset(expected / 50 + tolerance.toNanos()));
    }
  }

  /** How far apart two histograms may put equal values. */
  private static long precision(long nanos) {
    return 2 * nanos / 1_000 + 2 * LatencyRecorders.LOWEST_NANOS;
  }

  private Measured run(String target, Duration length, NanoClock clock) throws Exception {
    HostCapacity.assumed();
    // To be warm, so that the stall, which counts from the first start, is on time, and so that
    // who waited for its end is soon served.
    var unused = run(NanoClock.SYSTEM, "target", "null", "in-flight", "20", "workflows", "5000");
    return run(clock, "target", target, "rate", "2/s", "duration", length.toMillis() + "ms");
  }

  private Measured run(NanoClock clock, String... flags) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "worker", "wire", "branches", "1", "steps", "1", "warmup", "0s", "audit", "none"));
    all.addAll(List.of(flags));
    RunPlan plan = TestPlans.plan(all.toArray(String[]::new));
    Measured measured =
        new Measured(
            LatencyRecorders.newHistogram(),
            LatencyRecorders.newHistogram(),
            LatencyRecorders.newHistogram(),
            new AtomicLong());
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve(UUID.randomUUID() + ".jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      Cell cell = new Cell(plan, target, statuses, replies, findings, clock);
      RunResult result =
          cell.run(
              facts,
              interval -> {
                if (interval.index() == 0) {
                  measured
                      .firstStart()
                      .set(interval.latencies().measured(Latency.WORKFLOW_START).getMaxValue());
                }
                measured.raw().add(interval.latencies().measured(Latency.WORKFLOW));
                measured.corrected().add(interval.latencies().measured(Latency.WORKFLOW_CORRECTED));
                measured.lag().add(interval.latencies().measured(Latency.SCHEDULE_LAG));
              });
      assertThat(result.ledger().imbalances()).isEmpty();
      return measured;
    }
  }
}
