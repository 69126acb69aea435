package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.testkit.NullFrontEnds;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Starts of activities that the server writes down and that reach nobody: somebody else polls for
 * nine tasks and keeps them to himself.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class LostStartIT {
  private static final String QUEUE = "lost-starts";
  private static final String LINE =
      "9 of 96 workflows failed because the server lost their starts.";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRunSaysHowManyWorkflowsFailedOfIt() throws Exception {
    Path junit = folder.resolve("junit.xml");
    ProgramRun run = run("--report junit=" + junit).passed();

    assertThat(run.out()).contains("! " + LINE);
    assertThat(Files.readString(junit)).contains(LINE);
    assertThat(run.workflows("failed")).isEqualTo(9);
    assertThat(run.workflows("failed_by_unissued")).isEqualTo(9);
    assertThat(run.workflows("completed")).isEqualTo(87);
    assertThat(run.workflows("wrong_ends")).isZero();
    assertThat(run.tokens("unissued")).isEqualTo(9);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRunThatRequiresNoFailureFails() throws Exception {
    ProgramRun run = run("", "workflows.failed == 0").exited(ExitCode.FAILED);

    assertThat(run.out()).contains("! " + LINE);
    assertThat(run.out()).contains("workflows.failed == 0");
  }

  private ProgramRun run(String flags, String... objectives) throws Exception {
    try (NullFrontEnd server = NullFrontEnds.start()) {
      ManagedChannel channel =
          Grpc.newChannelBuilder(NullFrontEnds.address(server), InsecureChannelCredentials.create())
              .build();
      try {
        List<Future<PollActivityTaskQueueResponse>> taken = take(channel);
        ProgramRun run =
            ProgramRun.of(
                folder.resolve("out"),
                "--quiet --audit all --target 127.0.0.1:"
                    + server.port()
                    + " --task-queue "
                    + QUEUE
                    + " --workflows 96 --branches 1 --steps 1 --max-attempts 1 --worker wire"
                    + " --start-to-close-timeout 3s --drain-timeout 60s --require-trust off "
                    + flags,
                objectives);
        for (Future<PollActivityTaskQueueResponse> task : taken) {
          assertThat(task.get().getTaskToken().isEmpty()).isFalse();
        }
        return run;
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Polls that wait before the run's own do. */
  private static List<Future<PollActivityTaskQueueResponse>> take(ManagedChannel channel) {
    List<Future<PollActivityTaskQueueResponse>> taken = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      taken.add(
          WorkflowServiceGrpc.newFutureStub(channel)
              .withDeadlineAfter(60, TimeUnit.SECONDS)
              .pollActivityTaskQueue(
                  PollActivityTaskQueueRequest.newBuilder()
                      .setNamespace("default")
                      .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
                      .build()));
    }
    return taken;
  }
}
