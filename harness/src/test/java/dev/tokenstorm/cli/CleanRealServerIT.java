package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CleanRealServerIT {
  private static final String RUN = "20261122-193015-4f2a";
  private static final int WORKFLOWS = 37;

  @Test
  void theOpenWorkflowsOfTheRunAreTerminatedAndNoOthers() {
    try (TestServer server = TestServer.start()) {
      WorkflowServiceStubs stubs = server.connect();
      for (int n = 0; n < WORKFLOWS; n++) {
        start(stubs, "GreetingWorkflow", RUN + "-" + n);
      }
      List<String> lookAlikes =
          List.of(RUN + "x-1", RUN + "-1-2", RUN + "-01", RUN + "-", RUN, "x" + RUN + "-1");
      lookAlikes.forEach(id -> start(stubs, "GreetingWorkflow", id));
      start(stubs, "AnotherWorkflow", RUN + "-999");

      Shell harmless;
      do {
        harmless = new Shell();
        assertThat(harmless.run("clean", RUN, "--target", server.address(), "--dry-run"))
            .isEqualTo(ExitCode.PASSED);
        // What is started is listed a moment later.
      } while (!harmless.out().contains("37 workflows"));
      assertThat(harmless.out())
          .isEqualTo(
              "Would terminate 37 workflows of run %s, and lose them; nothing was terminated.\n"
                  .formatted(RUN));
      assertOpen(stubs, RUN + "-0");

      Shell first = new Shell();
      assertThat(first.run("clean", RUN, "--target", server.address())).isEqualTo(ExitCode.PASSED);
      assertThat(first.out())
          .isEqualTo("Terminated 37 workflows of run " + RUN + "; none is left open.\n");
      assertThat(first.err())
          .startsWith("Looking for what run " + RUN + " left open at " + server.address());
      for (int n = 0; n < WORKFLOWS; n++) {
        assertThat(status(stubs, RUN + "-" + n))
            .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
      }
      assertThat(lookAlikes).allSatisfy(id -> assertOpen(stubs, id));
      assertOpen(stubs, RUN + "-999");

      Shell second = new Shell();
      assertThat(second.run("clean", RUN, "--target", server.address())).isEqualTo(ExitCode.PASSED);
      assertThat(second.out()).startsWith("Nothing of run " + RUN + " is open at ");

      Shell elsewhere = new Shell();
      assertThat(elsewhere.run("clean", RUN, "--target", server.address(), "--namespace", "none"))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(elsewhere.err()).contains("Namespace none does not exist").hasLineCount(1);
    }
  }

  private static void assertOpen(WorkflowServiceStubs stubs, String id) {
    assertThat(status(stubs, id))
        .as(id)
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private static void start(WorkflowServiceStubs stubs, String type, String id) {
    var unused =
        stubs
            .blockingStub()
            .startWorkflowExecution(
                StartWorkflowExecutionRequest.newBuilder()
                    .setNamespace("default")
                    .setWorkflowId(id)
                    .setRequestId(id)
                    .setWorkflowType(WorkflowType.newBuilder().setName(type))
                    .setTaskQueue(TaskQueue.newBuilder().setName("nobody-polls"))
                    .setWorkflowExecutionTimeout(Durations.fromMinutes(10))
                    .build());
  }

  private static WorkflowExecutionStatus status(WorkflowServiceStubs stubs, String id) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .build())
        .getWorkflowExecutionInfo()
        .getStatus();
  }
}
