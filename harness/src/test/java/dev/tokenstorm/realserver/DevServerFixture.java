package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A real server, on free loopback ports: {@link #shared} by all tests of the JVM, or a {@link
 * #start private} one, for tests that kill it or change its configuration. {@link ServerProgram}
 * says which server that is. Whatever is started is stopped when the JVM exits.
 */
public final class DevServerFixture implements AutoCloseable {
  /** The lock of those who use the {@link #counted} server. */
  static final String COUNTS = "the counts of a real server";

  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final String NAMESPACE = "default";
  private static final long READY_SECONDS = 120;

  private final ServerProgram.Start start;
  private Process process;
  private final WorkflowServiceStubs stubs;

  private DevServerFixture(ServerProgram.Start start) throws IOException {
    this.start = start;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "real-server-stop"));
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
  }

  /** Whether the tests run on the newest server, which is slower, and not on the oldest. */
  public static boolean newest() {
    return ServerProgram.newest();
  }

  /** The one that all tests share. It is started on first use. */
  static DevServerFixture shared() {
    var unused = ServerProgram.chosen();
    return Shared.SERVER;
  }

  /**
   * One of its own for tests that compare their counts with the server's, which are of all that
   * goes on there. They take turns by {@link #COUNTS}.
   */
  static DevServerFixture counted() {
    var unused = ServerProgram.chosen();
    return Counted.SERVER;
  }

  /** Holds the server of the tests that count. */
  private static final class Counted {
    static final DevServerFixture SERVER = start();
  }

  /**
   * Holds the shared server. Its tests list executions side by side, which a server takes ten times
   * per second by default.
   */
  private static final class Shared {
    static final DevServerFixture SERVER =
        start(ServerSettings.DYNAMIC_CONFIG_VALUE, "frontend.namespaceRPS.visibility=1000");
  }

  /** One of the caller's own, with {@link ServerSettings} as arguments. */
  public static DevServerFixture start(String... arguments) {
    ServerProgram program = ServerProgram.chosen();
    try {
      DevServerFixture server = new DevServerFixture(program.prepare(ServerSettings.of(arguments)));
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The server cannot be started.", e);
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(start.command())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitReady() throws InterruptedException {
    await(() -> call().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()));
    register();
    // The frontend, matching, history and visibility each learn of the namespace on their own.
    await(() -> call().describeTaskQueue(taskQueue()));
    await(() -> call().listWorkflowExecutions(list("WorkflowId='none'")));
    await(this::missWorkflow);
  }

  /** A dev server has the namespace from the beginning, and a database keeps it. */
  private void register() throws InterruptedException {
    await(
        () -> {
          try {
            return call()
                .registerNamespace(
                    RegisterNamespaceRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setWorkflowExecutionRetentionPeriod(Durations.fromDays(1))
                        .build());
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
              return e;
            }
            throw e;
          }
        });
  }

  private Object missWorkflow() {
    try {
      return call().describeWorkflowExecution(describing("none"));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND
          && !String.valueOf(e.getMessage()).contains("amespace")) {
        return e;
      }
      throw e;
    }
  }

  private void await(Supplier<Object> ready) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        var unused = ready.get();
        return;
      } catch (StatusRuntimeException notYet) {
        assertThat(process.isAlive()).as("the server lives").isTrue();
        assertThat(System.nanoTime() - start)
            .as("time for the server to start; it says %s", notYet.getMessage())
            .isLessThan(TimeUnit.SECONDS.toNanos(READY_SECONDS));
        Thread.sleep(100);
      }
    }
  }

  private WorkflowServiceGrpc.WorkflowServiceBlockingStub call() {
    return stubs.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS);
  }

  /** For {@code --target}. */
  public String address() {
    return "127.0.0.1:" + start.port();
  }

  /** For {@code --server-metrics}. */
  String metricsUrl() {
    return "http://127.0.0.1:" + start.metricsPort() + "/metrics";
  }

  /** Its process. */
  ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again, on the same port and with the same arguments. */
  void restart() throws IOException, InterruptedException {
    assertThat(process.isAlive()).isFalse();
    process = launch();
    awaitReady();
  }

  /** A connection. */
  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  /** A workflow's events. */
  List<HistoryEvent> history(String workflowId) {
    return stubs
        .blockingStub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution(workflowId))
                .build())
        .getHistory()
        .getEventsList();
  }

  /** A workflow's events of one type. */
  List<HistoryEvent> history(String workflowId, EventType type) {
    return history(workflowId).stream().filter(event -> event.getEventType() == type).toList();
  }

  /** A workflow's state. */
  DescribeWorkflowExecutionResponse describe(String workflowId) {
    return stubs.blockingStub().describeWorkflowExecution(describing(workflowId));
  }

  private static DescribeWorkflowExecutionRequest describing(String workflowId) {
    return DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setExecution(execution(workflowId))
        .build();
  }

  /** How many attempts of a workflow's activities were started, as its history says. */
  long startedAttempts(String workflowId) {
    return history(workflowId, EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED).stream()
        .mapToLong(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
        .sum();
  }

  /**
   * How many starts of activities this server has lost so far, by its own metrics: its history
   * wrote them down, and its matching had given up waiting for the answer. So nobody got the task.
   * What is under way is waited for, as it is counted on one side first; a start that matching has
   * given up and history has yet to refuse is for a moment counted as lost.
   */
  long lostStarts() {
    while (true) {
      long lost = lostStartsNow();
      LockSupport.parkNanos(SETTLED.toNanos());
      if (lostStartsNow() == lost) {
        return lost;
      }
    }
  }

  private long lostStartsNow() {
    List<String> metrics = metrics();
    long written =
        sum(metrics, "service_requests", "\"RecordActivityTaskStarted\"")
            - sum(metrics, "service_error_with_type", "\"RecordActivityTaskStarted\"");
    long learnt =
        sum(metrics, "client_requests", "\"HistoryClientRecordActivityTaskStarted\"")
            - sum(metrics, "client_errors", "\"HistoryClientRecordActivityTaskStarted\"");
    assertThat(metrics)
        .anyMatch(line -> line.startsWith("service_requests{"))
        .anyMatch(line -> line.startsWith("client_requests{"));
    return written - learnt;
  }

  /** What one of its counters has come to, over all of an operation's series. */
  long counted(String name, String operation) {
    return sum(metrics(), name, '"' + operation + '"');
  }

  private List<String> metrics() {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(metricsUrl())).build(), BodyHandlers.ofLines())
          .body()
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The server's metrics cannot be read.", e);
    }
  }

  private static long sum(List<String> metrics, String name, String operation) {
    return metrics.stream()
        .filter(line -> line.startsWith(name + "{") && line.contains("operation=" + operation))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** How many of a workflow's activities are started and not closed. */
  long pendingStarted(String workflowId) {
    return describe(workflowId).getPendingActivitiesList().stream()
        .filter(
            activity -> activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .count();
  }

  /** Ids of the open workflows of a task queue, as far as they are indexed. */
  List<String> open(String taskQueue) {
    List<String> ids = new ArrayList<>();
    for (WorkflowExecutionInfo info :
        stubs
            .blockingStub()
            .listWorkflowExecutions(
                list("TaskQueue='" + taskQueue + "' AND ExecutionStatus='Running'"))
            .getExecutionsList()) {
      ids.add(info.getExecution().getWorkflowId());
    }
    return ids;
  }

  private static ListWorkflowExecutionsRequest list(String query) {
    return ListWorkflowExecutionsRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setQuery(query)
        .build();
  }

  private static DescribeTaskQueueRequest taskQueue() {
    return DescribeTaskQueueRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setTaskQueue(TaskQueue.newBuilder().setName("none"))
        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
        .build();
  }

  /** Starts a greeting workflow that is none of a run's. */
  void greet(String workflowId, String taskQueue, String name) {
    start("GreetingWorkflow", workflowId, taskQueue, name);
  }

  /** Starts a workflow. */
  void start(String type, String workflowId, String taskQueue, String name) {
    WorkflowClient.newInstance(stubs)
        .newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setWorkflowId(workflowId).setTaskQueue(taskQueue).build())
        .start(name);
  }

  /** Terminates a workflow. */
  void terminate(String workflowId) {
    var unused =
        stubs
            .blockingStub()
            .terminateWorkflowExecution(
                TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setWorkflowExecution(execution(workflowId))
                    .setReason("by a test")
                    .build());
  }

  private static WorkflowExecution execution(String workflowId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  /** Ends a private server. */
  @Override
  public void close() {
    stubs.shutdownNow();
    end();
  }

  private void end() {
    kill();
    start.folder().ifPresent(DevServerFixture::delete);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException gone) {
      // By close() before.
    } catch (IOException e) {
      throw new UncheckedIOException("The server's folder stays.", e);
    }
  }
}
