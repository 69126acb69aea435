package dev.tokenstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Cells whose phases something else than their own clock moves on, as a coordinator would. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(60)
class SeveralCellsTest {
  private static final String MOVED_ON =
      "Whoever drives the run ended its measured phase before that was done.";

  /** A run of one cell, with a target and a thread of its own. */
  private static final class Running {
    final RunPlan plan;
    final List<Phase> phases = new CopyOnWriteArrayList<>();
    private volatile Optional<RunExecution> execution = Optional.empty();

    Running(String... flags) {
      List<String> all = new ArrayList<>(List.of("target", "null", "worker", "wire"));
      all.addAll(List.of("no-metrics", "true"));
      all.addAll(List.of(flags));
      plan = TestPlans.plan(all.toArray(String[]::new));
    }

    CompletableFuture<RunResult> run(PhaseMover mover) {
      RunContext context = new RunContext(Clock.systemUTC(), "a test").withoutFiles();
      RunExecution moved = new RunExecution(plan, context.movedBy(mover));
      execution = Optional.of(moved);
      CompletableFuture<RunResult> result = new CompletableFuture<>();
      DaemonThreads.start(
          "cell",
          () -> {
            try {
              result.complete(moved.run(unused -> {}, this::see).result());
            } catch (Throwable e) {
              result.completeExceptionally(e);
            }
          });
      return result;
    }

    LedgerCounts counts() {
      return execution.flatMap(RunExecution::counts).orElseThrow();
    }

    void interrupt() {
      execution.orElseThrow().interrupt();
    }

    private void see(Interval interval) {
      if (phases.isEmpty() || phases.get(phases.size() - 1) != interval.phase()) {
        phases.add(interval.phase());
      }
    }
  }

  /**
   * Lets the second of two cells begin when the first has parked its tokens, and both release what
   * they parked when both have.
   */
  private static final class Coordinator {
    private volatile boolean firstReady;
    private volatile boolean secondReady;
    private volatile long settledWhenSecondBegan = -1;
    private volatile long settledBeforeRelease = -1;

    PhaseMover first() {
      return (phase, ready) -> {
        firstReady = firstReady || (phase == Phase.MEASURE && ready);
        return phase == Phase.MEASURE ? firstReady && secondReady : ready;
      };
    }

    PhaseMover second(Running first, Running second) {
      return new PhaseMover() {
        @Override
        public boolean begins() {
          if (firstReady && settledWhenSecondBegan < 0) {
            settledWhenSecondBegan = first.counts().tokensSettled();
          }
          return firstReady;
        }

        @Override
        public boolean movesOn(Phase phase, boolean ready) {
          if (phase == Phase.MEASURE && ready && !secondReady) {
            settledBeforeRelease = first.counts().tokensSettled() + second.counts().tokensSettled();
            secondReady = true;
          }
          return ready;
        }
      };
    }
  }

  @Test
  void aCellThatIsReadyWaitsForTheOther() throws Exception {
    Coordinator coordinator = new Coordinator();
    String[] flags = {"park", "6", "workflows", "3", "branches", "2", "steps", "1"};
    Running first = new Running(flags);
    Running second = new Running(flags);
    CompletableFuture<RunResult> firstRun = first.run(coordinator.first());
    CompletableFuture<RunResult> secondRun = second.run(coordinator.second(first, second));
    for (CompletableFuture<RunResult> run : List.of(firstRun, secondRun)) {
      RunResult result = run.get();
      assertThat(result.ending().how()).isEqualTo(How.FINISHED);
      assertThat(result.ledger().imbalances()).isEmpty();
      assertThat(result.ledger().counts().tokens(TokenState.COMPLETED)).isEqualTo(6);
    }
    assertThat(coordinator.settledWhenSecondBegan).isZero();
    assertThat(coordinator.settledBeforeRelease).isZero();
    assertThat(first.phases).containsExactly(Phase.MEASURE, Phase.RELEASE, Phase.DRAIN);
    assertThat(second.phases).containsExactly(Phase.MEASURE, Phase.RELEASE, Phase.DRAIN);
  }

  @Test
  void aCellIsMovedOnBeforeItIsReady() throws Exception {
    Running running = new Running("workflows", "1000000", "in-flight", "4");
    RunResult result =
        running
            .run(
                (phase, ready) -> phase == Phase.MEASURE ? running.counts().started() >= 10 : ready)
            .get();
    assertThat(result.ending().how()).isEqualTo(How.ABORTED);
    assertThat(result.ending().sentence()).isEqualTo(MOVED_ON);
    assertThat(Verdict.of(result).reasons()).contains(MOVED_ON);
    long started = result.ledger().counts().started();
    assertThat(started).isBetween(10L, 999_999L);
    assertThat(result.ledger().counts().notReached()).isEqualTo(1_000_000 - started);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(running.phases).containsExactly(Phase.MEASURE, Phase.DRAIN);
  }

  @Test
  void aParkedCellThatIsMovedOnBeforeItIsReadySaysWhoDidIt() throws Exception {
    Running running = new Running("workflows", "1000000", "in-flight", "40", "park", "80");
    RunResult result =
        running
            .run((phase, ready) -> phase == Phase.MEASURE ? running.counts().started() >= 1 : ready)
            .get();
    assertThat(result.ending().sentence()).isEqualTo(MOVED_ON);
    assertThat(result.ledger().imbalances()).isEmpty();
  }

  @Test
  void aParkedCellThatIsHeldStartsNothingMore() throws Exception {
    AtomicInteger held = new AtomicInteger();
    AtomicLong plannedWhenReady = new AtomicLong();
    Running running = new Running("workflows", "1000000", "rate", "20/s", "park", "6");
    RunResult result =
        running
            .run(
                (phase, ready) -> {
                  if (phase != Phase.MEASURE || !ready) {
                    return ready;
                  }
                  plannedWhenReady.compareAndSet(0, running.counts().intended());
                  return held.incrementAndGet() > 500;
                })
            .get();
    assertThat(result.ending().how()).isEqualTo(How.FINISHED);
    assertThat(result.ledger().imbalances()).isEmpty();
    LedgerCounts counts = result.ledger().counts();
    // One start may be under way while the driver is told.
    assertThat(counts.intended()).isBetween(plannedWhenReady.get(), plannedWhenReady.get() + 1);
    assertThat(counts.notReached()).isZero();
  }

  /** Tokens that are held for ever would time out. */
  @Test
  void aParkedCellThatIsHeldForEverReleasesItsTokensInTime() throws Exception {
    Running running =
        new Running("park", "6", "workflows", "3", "steps", "1", "start-to-close-timeout", "4s");
    RunResult result = running.run((phase, ready) -> phase != Phase.MEASURE && ready).get();
    assertThat(result.ending().how()).isEqualTo(How.FINISHED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().counts().tokens(TokenState.COMPLETED)).isEqualTo(6);
    assertThat(running.phases).containsExactly(Phase.MEASURE, Phase.RELEASE, Phase.DRAIN);
  }

  /** Where the coordinator is gone, an interruption has to be enough. */
  @Test
  void aCellThatIsStoppedAsksNobody() throws Exception {
    Running running = new Running("workflows", "3");
    RunResult result =
        running
            .run(
                (phase, ready) -> {
                  if (ready) {
                    running.interrupt();
                  }
                  return false;
                })
            .get();
    assertThat(result.ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().counts().started()).isEqualTo(3);
  }

  @Test
  void aCellThatNobodyLetsBeginEndsWhenItIsStopped() throws Exception {
    Running running = new Running("workflows", "3");
    RunResult result =
        running
            .run(
                new PhaseMover() {
                  @Override
                  public boolean begins() {
                    running.interrupt();
                    return false;
                  }

                  @Override
                  public boolean movesOn(Phase phase, boolean ready) {
                    return ready;
                  }
                })
            .get();
    assertThat(result.ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(result.ledger().counts().started()).isZero();
    assertThat(result.ledger().counts().notReached()).isEqualTo(3);
  }
}
