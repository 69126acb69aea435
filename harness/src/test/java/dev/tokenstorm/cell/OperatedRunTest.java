package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs that end while all that they started is paused; the server then says what still is. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(60)
class OperatedRunTest {
  private static final int WORKFLOWS = 4;
  private static final int PENDING = 2 * WORKFLOWS;

  @TempDir Path folder = Path.of("");

  private final AtomicInteger pausedAtTheEnd = new AtomicInteger(-1);

  /** Lets a run go on until each pending activity is paused, and does something to it then. */
  private RunResult runUntilAllArePaused(Consumer<Cell> then) throws Exception {
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (NullFrontEnd server = nullFrontEnd()) {
      RunPlan plan = plan(server);
      try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
          Findings findings = new Findings(folder.resolve("findings.jsonl"))) {
        RunFacts facts =
            new RunFacts(
                plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
        Cell cell = new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM);
        WorkflowServiceStubs stubs = target.connect();
        try {
          return cell.run(
              facts,
              interval -> {
                if (paused(plan, stubs) == PENDING) {
                  then.accept(cell);
                }
              });
        } finally {
          pausedAtTheEnd.set(paused(plan, stubs));
          stubs.shutdownNow();
        }
      }
    }
  }

  private static NullFrontEnd nullFrontEnd() throws Exception {
    return NullFrontEnd.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "default", NullOptions.NONE, 0);
  }

  private static RunPlan plan(NullFrontEnd server) {
    return TestPlans.planOfItsOwnRun(
        "target",
        "127.0.0.1:" + server.port(),
        "workflows",
        String.valueOf(WORKFLOWS),
        "in-flight",
        String.valueOf(WORKFLOWS),
        "worker",
        "wire",
        "outcomes",
        "abandon=100",
        "max-attempts",
        "1",
        "start-to-close-timeout",
        "60s",
        "operate",
        "pause=100%:1h");
  }

  private static int paused(RunPlan plan, WorkflowServiceStubs stubs) {
    return IntStream.range(0, WORKFLOWS).map(n -> paused(plan.runId() + "-" + n, stubs)).sum();
  }

  private static int paused(String workflowId, WorkflowServiceStubs stubs) {
    return (int)
        stubs
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace("default")
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .build())
            .getPendingActivitiesList()
            .stream()
            .filter(PendingActivityInfo::getPaused)
            .count();
  }

  @Test
  void aRunThatIsCutShortLeavesNothingPaused() throws Exception {
    RunResult result = runUntilAllArePaused(Cell::abort);

    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(pausedAtTheEnd).hasValue(0);
  }

  @Test
  void aRunThatEndsWithAnExceptionLeavesNothingPaused() {
    assertThatThrownBy(
            () ->
                runUntilAllArePaused(
                    cell -> {
                      throw new IllegalStateException("no room for intervals");
                    }))
        .hasMessage("no room for intervals");
    assertThat(pausedAtTheEnd).hasValue(0);
  }
}
