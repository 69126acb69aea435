package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs whose polls all fail. The clock by which a target is given up goes so fast that two probes
 * without an answer are enough.
 */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class LostTargetTest {
  /** Where only polls are under way for longer than a target may be out of reach. */
  private static final String PAUSE = "500ms@8/s,3s@0/s,500ms@8/s";

  /** One that no host is too slow to give its target up in. */
  private static final String LONG_PAUSE = "500ms@8/s,40s@0/s,500ms@8/s";

  private static final long PLANNED = 8;
  private static final long SPEED = 1_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final ReplyWatch replies = new ReplyWatch(() -> SPEED * NanoClock.SYSTEM.nanoTime());

  /**
   * @param there whether the target answers a question of whether it is there
   */
  private RunResult run(FrontEnd frontEnd, String stages, Predicate<Cell> there) throws Exception {
    RunPlan plan = TestPlans.plan("worker", "wire", "stages", stages, "drain-timeout", "1s");
    try (Target target = frontEnd.target(new RpcStatuses(), replies);
        Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
      Cell cell = new Cell(plan, target, new RpcStatuses(), replies, findings, NanoClock.SYSTEM);
      frontEnd.refuse("PollWorkflowTaskQueue", Status.UNAVAILABLE);
      frontEnd.refuse("PollActivityTaskQueue", Status.UNAVAILABLE);
      frontEnd.answer("DescribeWorkflowExecution", unused -> running());
      frontEnd.answer(
          "GetSystemInfo",
          unused -> {
            if (there.test(cell)) {
              return GetSystemInfoResponse.getDefaultInstance();
            }
            throw Status.UNAVAILABLE.asRuntimeException();
          });
      RunFacts facts =
          new RunFacts(
              plan,
              PlanYaml.settings(plan),
              Clock.systemUTC().instant(),
              target.info(),
              Host.current(false));
      return cell.run(facts, interval -> {});
    }
  }

  private static void assertWhole(LedgerCounts counts) {
    assertThat(counts.started() + counts.dropped() + counts.rejected() + counts.notReached())
        .isEqualTo(counts.planned())
        .isEqualTo(PLANNED);
  }

  @Test
  void aTargetThatAnswersAShortCallIsThereWhateverBecomesOfPolls() throws Exception {
    try (FrontEnd frontEnd = new FrontEnd()) {
      RunResult result = run(frontEnd, PAUSE, unused -> true);

      assertThat(result.ending().how()).isEqualTo(How.FINISHED);
      assertThat(result.ledger().counts().started()).isEqualTo(PLANNED);
      assertWhole(result.ledger().counts());
      // The first checked the target when it was opened.
      assertThat(frontEnd.received(GetSystemInfoRequest.class)).hasSizeGreaterThan(2);
    }
  }

  @Test
  void aTargetThatAnswersNoShortCallEitherIsLostAndThePlanIsNotCarriedOut() throws Exception {
    try (FrontEnd frontEnd = new FrontEnd()) {
      RunResult result = run(frontEnd, LONG_PAUSE, unused -> false);

      assertThat(result.ending().how()).isEqualTo(How.TARGET_LOST);
      assertThat(result.ending().sentence()).contains("out of reach for 10 s");
      assertThat(result.ledger().counts().notReached()).isPositive();
      assertThat(result.ledger().counts().workflows(ExecutionState.UNKNOWN)).isPositive();
      assertWhole(result.ledger().counts());
      assertThat(result.ledger().imbalances()).isEmpty();
    }
  }

  @Test
  void aTargetThatIsBackOnceItWasGivenUpStaysLostAndItsWorkflowsAreTerminated() throws Exception {
    try (FrontEnd frontEnd = new FrontEnd()) {
      // Its driver counts what it does not come to once it is stopped.
      RunResult result = run(frontEnd, LONG_PAUSE, cell -> cell.counts().notReached() > 0);

      LedgerCounts counts = result.ledger().counts();
      assertThat(result.ending().how()).isEqualTo(How.TARGET_LOST);
      assertThat(counts.workflows(ExecutionState.TERMINATED)).isEqualTo(counts.started());
      assertThat(counts.started()).isPositive();
      assertWhole(counts);
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
