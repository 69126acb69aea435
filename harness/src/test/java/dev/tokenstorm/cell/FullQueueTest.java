package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.TokenState;
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
import dev.tokenstorm.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A token queue with room for two, in front of one completer, and a thousand tokens at once. Tasks
 * and completions are answered on the same few event loops, so one that waits for room waits for
 * itself.
 */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class FullQueueTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @CsvSource({"sdk, sdk", "sdk, grpc", "wire, sdk", "wire, grpc"})
  void activitiesAreHeldBackAndNothingElse(String worker, String completer) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "null",
            "worker",
            worker,
            "completer",
            completer,
            "completers",
            "1",
            "workflows",
            "50",
            "branches",
            "20",
            "steps",
            "1");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      Cell cell =
          new Cell(
              CellParts.assemble(
                  plan,
                  Workloads.of(plan),
                  target,
                  statuses,
                  replies,
                  findings,
                  NanoClock.SYSTEM,
                  new CellParts.Overrides(account -> account, 2)));
      RunResult result = cell.run(facts, interval -> {});

      assertThat(Verdict.of(result).reasons()).isEmpty();
      assertThat(result.ledger().counts().tokens(TokenState.COMPLETED)).isEqualTo(1_000);
    }
  }
}
