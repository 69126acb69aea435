package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ExitCode;
import dev.tokenstorm.cli.ProgramRun;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others do on the same server. */
@Timeout(300)
final class StrangersRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final DevServerFixture server = DevServerFixture.shared();
  private final String taskQueue = "strangers-" + UUID.randomUUID();

  @Test
  void tokensOfAWorkflowThatIsNotOursAreCountedAndNeverCompleted() {
    String stranger = "stranger-" + UUID.randomUUID();
    server.greet(stranger, taskQueue, "stranger");
    try {
      ProgramRun run = run("--workflows 20 --in-flight 10 --audit all").passed();

      assertThat(run.tokens("foreign")).isEqualTo(2);
      assertThat(run.tokens("issued")).isEqualTo(80);
      assertThat(run.workflows("completed")).isEqualTo(20);
      DescribeWorkflowExecutionResponse left = server.describe(stranger);
      assertThat(left.getWorkflowExecutionInfo().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      assertThat(left.getPendingActivitiesList())
          .hasSize(2)
          .allSatisfy(pending -> assertThat(pending.getAttempt()).isEqualTo(1));
    } finally {
      server.terminate(stranger);
    }
  }

  @Test
  void aWorkflowThatIsTerminatedFromOutsideIsAWrongEnd() throws InterruptedException {
    ProgramRun.Started started =
        ProgramRun.start(
            folder.resolve("out"),
            flags(
                "--workflows 5 --in-flight 5 --steps 1 --completion-delay 4s --drain-timeout 8s --json"));
    List<String> open = new ArrayList<>();
    started.await(
        () -> {
          open.clear();
          open.addAll(server.open(taskQueue));
          return open.size() == 5;
        });
    started.await(() -> server.pendingStarted(open.get(0)) == 2);
    server.terminate(open.get(0));

    ProgramRun run = started.result().exited(ExitCode.FAILED);
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.workflows("wrong_ends")).isEqualTo(1);
    assertThat(run.workflows("completed")).isEqualTo(4);
    assertThat(run.workflows("terminated")).isEqualTo(1);
    assertThat(run.tokens("orphaned")).isEqualTo(2);
    assertThat(run.tokens("completed")).isEqualTo(8);
    assertThat(run.count("/ledger/audit/discrepancies")).isZero();
    assertThat(run.result().at("/ledger/findings").size()).isEqualTo(1);
    assertThat(run.result().at("/ledger/findings/0/kind").asText()).isEqualTo("wrong-end");
    assertThat(run.result().at("/ledger/findings/0/id").asText()).isEqualTo(open.get(0));
    assertThat(run.result().at("/ledger/findings/0/detail").asText()).contains("terminated");
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(folder.resolve("out"), flags(flags));
  }

  private String flags(String flags) {
    return "--target %s --task-queue %s ".formatted(server.address(), taskQueue) + flags;
  }
}
