package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import io.grpc.Status.Code;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that are under way when the drain's time is over. */
@Timeout(60)
final class LateStartTest {
  private static final String START = "StartWorkflowExecution";
  private static final String DESCRIBE = "DescribeWorkflowExecution";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aStartThatIsAnsweredAfterTheDrainIsNoRefusalAndItsWorkflowIsTerminated() throws Exception {
    RunPlan plan = TestPlans.plan("worker", "wire", "workflows", "3", "drain-timeout", "1s");
    try (FrontEnd frontEnd = new FrontEnd();
        Target target = frontEnd.target();
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      frontEnd.hold("PollWorkflowTaskQueue");
      frontEnd.hold("PollActivityTaskQueue");
      frontEnd.hold(START);
      frontEnd.refuse(DESCRIBE, Code.NOT_FOUND.toStatus());
      Thread late =
          new Thread(
              () -> {
                try {
                  while (frontEnd.holding(START) < 3) {
                    Thread.sleep(10);
                  }
                  TimeUnit.MILLISECONDS.sleep(2_500);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                frontEnd.answer(DESCRIBE, unused -> running());
                frontEnd.release(START);
              });
      late.start();
      RunFacts facts =
          new RunFacts(
              plan,
              PlanYaml.settings(plan),
              Clock.systemUTC().instant(),
              target.info(),
              Host.current(false));
      RunResult result =
          new Cell(
                  plan,
                  target,
                  new RpcStatuses(),
                  new ReplyWatch(NanoClock.SYSTEM),
                  findings,
                  NanoClock.SYSTEM)
              .run(facts, interval -> {});
      late.join();

      LedgerCounts counts = result.ledger().counts();
      assertThat(counts.rejected()).isZero();
      assertThat(counts.workflows(ExecutionState.TERMINATED)).isEqualTo(3);
      assertThat(result.ledger().imbalances()).isEmpty();
    }
  }

  private static DescribeWorkflowExecutionResponse running() {
    return DescribeWorkflowExecutionResponse.newBuilder()
        .setWorkflowExecutionInfo(
            WorkflowExecutionInfo.newBuilder()
                .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING))
        .build();
  }
}
