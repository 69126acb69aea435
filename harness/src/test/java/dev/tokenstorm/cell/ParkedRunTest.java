package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs on the null front end that are stopped while their tokens are parked. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(60)
class ParkedRunTest {
  @TempDir Path folder = Path.of("");

  private final List<Interval> intervals = new ArrayList<>();

  /** Runs a plan of a thousand tokens of which fifty come, and does something to it then. */
  private RunResult runUntilFiftyArePending(Consumer<Cell> stop) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "null",
            "worker",
            "wire",
            "park",
            "1000",
            "rate",
            "25/s",
            "workflows",
            "500",
            "heartbeat-interval",
            "100ms");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      Cell cell = new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM);
      CompletableFuture<RunResult> result =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return cell.run(facts, intervals::add);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      while (cell.gauges().pendingTokens() < 50) {
        Thread.sleep(1);
      }
      assertThat(cell.counts().tokens(TokenState.COMPLETED)).isZero();
      stop.accept(cell);
      return result.get();
    }
  }

  @Test
  void an_interrupted_run_completes_what_is_parked_and_loses_nothing() throws Exception {
    RunResult result = runUntilFiftyArePending(Cell::interrupt);

    LedgerCounts counts = result.ledger().counts();
    assertThat(result.ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(counts.started()).isBetween(25L, 499L);
    assertThat(counts.workflows(ExecutionState.COMPLETED)).isEqualTo(counts.started());
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(4 * counts.started());
    assertThat(intervals.stream().map(Interval::phase).distinct())
        .containsExactly(Phase.MEASURE, Phase.RELEASE, Phase.DRAIN);
  }

  @Test
  void a_run_that_is_cut_short_accounts_for_what_is_parked() throws Exception {
    RunResult result = runUntilFiftyArePending(Cell::abort);

    LedgerCounts counts = result.ledger().counts();
    assertThat(result.ending().how()).isEqualTo(How.INTERRUPTED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(counts.tokens(TokenState.PENDING) + counts.tokens(TokenState.COMPLETED))
        .isEqualTo(counts.issued());
  }
}
