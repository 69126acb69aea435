package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.greeting.Greetings;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire worker does to workflows on a real server. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
@ResourceLock(DevServerFixture.COUNTS)
@Timeout(300)
final class WireRealServerIT {
  private DevServerFixture server;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init") // found or started before each test
  WireRealServerIT() {}

  @BeforeEach
  void findServer() {
    server = DevServerFixture.counted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workflows 12 --outcomes complete=60,fail=25,cancel=15 --max-attempts 2",
        "--workflows 8 --outcomes complete=70,fail=20,cancel=10 --max-attempts 2 --complete-by id",
        "--workflows 5 --outcomes complete=60,abandon=40 --max-attempts 2"
            + " --start-to-close-timeout 6s",
        "--workflows 3 --branches 3 --steps 4 --payload-bytes 10k",
      })
  void historiesAgreeWithTheSdkWorkersActivityByActivity(String flags) throws InterruptedException {
    long before = server.lostStarts();
    ProgramRun.Started playing = start("wire", flags);
    ProgramRun.Started expecting = start("sdk", flags);
    ProgramRun wire = playing.result().passed();
    ProgramRun same = expecting.result().passed();

    // Each attempt reached us, but for those that the server says it lost.
    long excused = wire.tokens("unissued") + same.tokens("unissued");
    assertThat(excused).isEqualTo(server.lostStarts() - before);
    long workflows = wire.workflows("started");
    assertThat(workflows).isEqualTo(same.workflows("started")).isPositive();
    // A start that the server lost, of which it tells itself, changes the course of one workflow.
    for (long n = 0; n < workflows; n++) {
      var played = HistorySkeleton.of(server.history(wire.workflowId(n)));
      var expected = HistorySkeleton.of(server.history(same.workflowId(n)));
      if (excused > 0 && !played.equals(expected)) {
        excused--;
      } else {
        assertThat(played).as("workflow %d", n).isEqualTo(expected);
      }
    }
    assertThat(wire.plan().worker().kind().name()).isEqualTo("WIRE");
  }

  private ProgramRun.Started start(String worker, String flags) {
    return ProgramRun.start(
        folder.resolve(worker),
        "--target %s --worker %s --seed 5 --in-flight 12 --completer grpc --audit all"
                .formatted(server.address(), worker)
            + " --drain-timeout 90s "
            + flags);
  }

  @Test
  void workflowsThatAreForgottenAreReadAgain() {
    ProgramRun run =
        run("--workflows 8 --in-flight 8 --workflow-cache 1 --audit all --branches 1 --steps 3")
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(8);
    assertThat(run.rpc("GetWorkflowExecutionHistory", "OK")).isPositive();
  }

  @Test
  void aSecondProcessFinishesWhatAKilledOneBegan() throws IOException, InterruptedException {
    String queue = "wire-killed-" + System.nanoTime();
    Process first = otherProcess(queue);
    try {
      List<String> ids = List.of("first-" + queue, "second-" + queue, "third-" + queue);
      ids.forEach(id -> server.greet(id, queue, "World"));
      for (String id : ids) {
        await(() -> server.pendingStarted(id) == 2);
      }
      first.destroyForcibly().onExit().join();

      try (WireHand second = new WireHand(server, queue)) {
        second.completeAll();
        for (String id : ids) {
          assertThat(result(id)).isEqualTo("Hello World; Bye World\nHola World; Chao World");
          assertThat(server.history(id, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).hasSize(4);
        }
        await(() -> second.cached() == 0);
      }
    } finally {
      first.destroyForcibly().onExit().join();
    }
  }

  /** Holds tokens and completes none: what it does not hand on dies with it. */
  private Process otherProcess(String queue) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                WireHand.class.getName(),
                server.address(),
                queue)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("other.log").toFile())
            .start();
    await(
        () -> {
          assertThat(process.isAlive()).isTrue();
          return log().contains(WireHand.POLLING);
        });
    return process;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("other.log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWorkerThatIsReplacedIsMissedByNoWorkflow() throws InterruptedException {
    String queue = "wire-replaced-" + System.nanoTime();
    String id = "greeting-" + queue;
    try (WireHand first = new WireHand(server, queue)) {
      server.greet(id, queue, "World");
      await(() -> first.tokens() == 2);
      first.stop();
      try (WireHand second = new WireHand(server, queue)) {
        second.completeAll();
        // The tokens outlive the worker that had them.
        first.completeAll();
        assertThat(result(id)).isEqualTo("Hello World; Bye World\nHola World; Chao World");
        await(() -> second.cached() == 0);
      }
      // Nothing timed out: the sticky queue had been given back.
      assertThat(server.history(id, EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT)).isEmpty();
    }
  }

  @Test
  void aTaskOfAnotherWorkflowTypeIsFailedOnceWithItsReason() throws InterruptedException {
    String queue = "wire-foreign-" + System.nanoTime();
    String id = "payment-" + queue;
    try (WireHand hand = new WireHand(server, queue)) {
      server.start("PaymentWorkflow", id, queue, "World");
      await(() -> !server.history(id, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED).isEmpty());
      // It goes on with others.
      server.greet("greeting-" + queue, queue, "World");
      await(() -> hand.tokens() == 2);
      var failed = server.history(id, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED).get(0);
      assertThat(failed.getWorkflowTaskFailedEventAttributes().getCause())
          .isEqualTo(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR);
      assertThat(failed.getWorkflowTaskFailedEventAttributes().getFailure().getMessage())
          .contains("PaymentWorkflow");
    } finally {
      server.terminate(id);
      server.terminate("greeting-" + queue);
    }
  }

  /** As they do by themselves since server 1.32, whichever worker asks for them. */
  @Test
  void activitiesThatComeEagerlyAreTakenAsTheyCome() {
    try (DevServerFixture eager =
        DevServerFixture.start(
            "--dynamic-config-value", "system.enableActivityEagerExecution=true")) {
      for (String worker : List.of("wire", "sdk")) {
        ProgramRun run =
            ProgramRun.of(
                    folder.resolve(worker),
                    "--worker %s --completer grpc --workflows 20 --audit all --target %s"
                        .formatted(worker, eager.address()))
                .passed();

        assertThat(run.workflows("completed")).isEqualTo(20);
        assertThat(run.tokens("issued")).isEqualTo(80);
        // Each that came with an answer needed no poll, and its wait counts all the same.
        assertThat(run.rpc("PollActivityTaskQueue", "OK")).isLessThan(80);
        assertThat(run.count("/figures/run/latency_seconds/activity_task_wait/count"))
            .isEqualTo(80);
      }
    }
  }

  @Test
  void aQueryIsRefusedAndTheWorkflowGoesOn() throws InterruptedException {
    String queue = "wire-queried-" + System.nanoTime();
    String id = "greeting-" + queue;
    try (WireHand hand = new WireHand(server, queue)) {
      server.greet(id, queue, "World");
      await(() -> hand.tokens() == 2);
      assertThatThrownBy(() -> stub(id).query("state", String.class))
          .isInstanceOf(WorkflowQueryException.class)
          .hasStackTraceContaining("answers no queries");
      hand.completeAll();
      assertThat(result(id)).startsWith("Hello World; Bye World");
    }
  }

  /** Longer than a workflow task may take: its answer is refused, and the next attempt's is not. */
  @Test
  @Tag("proof")
  void aWorkerThatFreezesMissesItsTaskAndGoesOn() throws IOException, InterruptedException {
    String queue = "wire-frozen-" + System.nanoTime();
    String id = "greeting-" + queue;
    Process frozen = otherProcess(queue);
    try {
      server.greet("warm-" + queue, queue, "World");
      await(() -> server.pendingStarted("warm-" + queue) == 2);
      signal(frozen, "-STOP");
      server.greet(id, queue, "World");
      await(() -> !server.history(id, EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT).isEmpty());
      signal(frozen, "-CONT");
      await(() -> server.pendingStarted(id) == 2);
      assertThat(server.history(id, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).hasSize(2);
    } finally {
      frozen.destroyForcibly().onExit().join();
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(
        folder.resolve("out"), "--worker wire --target " + server.address() + " " + flags);
  }

  private WorkflowStub stub(String id) {
    return WorkflowClient.newInstance(server.stubs()).newUntypedWorkflowStub(id);
  }

  private String result(String id) {
    try {
      return Greetings.strip(stub(id).getResult(120, TimeUnit.SECONDS, String.class));
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }
}
