package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.realserver.OnNewestServer;
import dev.tokenstorm.realserver.OnOldestServer;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What commands say and do of standalone activities, on servers with and without them. */
@Timeout(120)
final class StandaloneSupportRealServerIT {
  private static final String RUN = "20261122-193015-4f2a";
  private static final int ACTIVITIES = 37;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  @OnNewestServer
  void cleanTerminatesTheRunsActivitiesAndNoOthersAndDoctorSaysThatThereAreSome() {
    try (TestServer server = TestServer.start()) {
      WorkflowServiceStubs stubs = server.connect();
      for (int n = 0; n < ACTIVITIES; n++) {
        start(stubs, "ComposeGreeting", RUN + "-" + n);
      }
      List<String> lookAlikes = List.of(RUN + "x-1", RUN + "-1-2", RUN + "-01", RUN);
      lookAlikes.forEach(id -> start(stubs, "ComposeGreeting", id));
      start(stubs, "AnotherActivity", RUN + "-999");

      Shell shell = new Shell();
      assertThat(shell.run("clean", RUN, "--target", server.address())).isEqualTo(ExitCode.PASSED);

      assertThat(shell.out())
          .isEqualTo("Terminated 37 executions of run " + RUN + "; none is left open.\n");
      for (int n = 0; n < ACTIVITIES; n++) {
        assertThat(status(stubs, RUN + "-" + n))
            .isEqualTo(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED);
      }
      assertThat(lookAlikes).allSatisfy(id -> assertOpen(stubs, id));
      assertOpen(stubs, RUN + "-999");

      Shell doctor = new Shell();
      assertThat(doctor.run("doctor", "--target", server.address())).isEqualTo(ExitCode.PASSED);
      assertThat(doctor.out())
          .contains("✓ standalone    activities without a workflow can be started");
    }
  }

  @Test
  @OnOldestServer
  void anOldServerIsToldOfBeforeAnyLoad() {
    try (TestServer server = TestServer.start()) {
      Path out = folder.resolve("out");
      Shell shell = new Shell();
      assertThat(
              shell.run(
                  "run",
                  "--workload",
                  "standalone",
                  "--target",
                  server.address(),
                  "--no-metrics",
                  "--out",
                  out.toString()))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(shell.err())
          .contains("has no standalone activities", "this one is 1.", "name another target")
          .hasLineCount(1);
      assertThat(out).doesNotExist();

      Shell doctor = new Shell();
      assertThat(doctor.run("doctor", "--target", server.address())).isEqualTo(ExitCode.PASSED);
      assertThat(doctor.out()).contains("! standalone    none: ");
    }
  }

  private static void assertOpen(WorkflowServiceStubs stubs, String id) {
    assertThat(status(stubs, id))
        .as(id)
        .isEqualTo(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING);
  }

  private static void start(WorkflowServiceStubs stubs, String type, String id) {
    var unused =
        stubs
            .blockingStub()
            .startActivityExecution(
                StartActivityExecutionRequest.newBuilder()
                    .setNamespace("default")
                    .setActivityId(id)
                    .setRequestId(id)
                    .setActivityType(ActivityType.newBuilder().setName(type))
                    .setTaskQueue(TaskQueue.newBuilder().setName("nobody-polls"))
                    .setScheduleToCloseTimeout(Durations.fromMinutes(10))
                    .build());
  }

  private static ActivityExecutionStatus status(WorkflowServiceStubs stubs, String id) {
    return stubs
        .blockingStub()
        .describeActivityExecution(
            DescribeActivityExecutionRequest.newBuilder()
                .setNamespace("default")
                .setActivityId(id)
                .build())
        .getInfo()
        .getStatus();
  }
}
