package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A dev server of the {@code temporal} CLI, on a free loopback port: {@link #shared} by all tests
 * of the JVM, or a {@link #start private} one, for tests that kill it or change its configuration.
 * The CLI is the one on PATH, or the one that the system property {@value #CLI_PROPERTY} names;
 * without either the tests are skipped. Whatever is started is stopped when the JVM exits.
 */
public final class DevServerFixture implements AutoCloseable {
  static final String CLI_PROPERTY = "tokenstorm.temporal";

  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final String NAMESPACE = "default";
  private static final long READY_SECONDS = 60;

  private final List<String> command;
  private final int port;
  private final int metricsPort;
  private Process process;
  private final WorkflowServiceStubs stubs;

  private DevServerFixture(List<String> command, int port, int metricsPort) throws IOException {
    this.command = command;
    this.port = port;
    this.metricsPort = metricsPort;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "dev-server-stop"));
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
  }

  /** The one that all tests share. It is started on first use. */
  static DevServerFixture shared() {
    assumeCli();
    return Shared.SERVER;
  }

  /** Holds the shared server. */
  private static final class Shared {
    static final DevServerFixture SERVER = start();
  }

  /** One of the caller's own, with further arguments. */
  public static DevServerFixture start(String... arguments) {
    String cli = assumeCli();
    try {
      int port = freePort();
      int metricsPort = freePort();
      List<String> command =
          Lists.newArrayList(
              cli,
              "server",
              "start-dev",
              "--headless",
              "--ip",
              "127.0.0.1",
              "--port",
              String.valueOf(port),
              "--metrics-port",
              String.valueOf(metricsPort),
              "--log-level",
              "error");
      command.addAll(Arrays.asList(arguments));
      DevServerFixture server = new DevServerFixture(command, port, metricsPort);
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The dev server cannot be started.", e);
    }
  }

  /** Skips the test where there is no CLI. */
  private static String assumeCli() {
    Assumptions.assumeTrue(Cli.PATH.isPresent(), Cli.NONE);
    return Cli.PATH.orElseThrow();
  }

  /** Looked for once, and missed in one line. */
  private static final class Cli {
    static final String NONE =
        "No temporal CLI on PATH or in -D" + CLI_PROPERTY + ": real-server tests are skipped.";
    static final Optional<String> PATH = find();

    static {
      if (PATH.isEmpty()) {
        System.err.println(NONE);
      }
    }

    private static Optional<String> find() {
      String named = System.getProperty(CLI_PROPERTY, "");
      if (!named.isEmpty()) {
        return Optional.of(named);
      }
      String path = System.getenv().getOrDefault("PATH", "");
      return Arrays.stream(path.split(File.pathSeparator, -1))
          .filter(folder -> !folder.isEmpty())
          .map(folder -> Path.of(folder, "temporal"))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .map(Path::toString)
          .findFirst();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitReady() throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        var unused =
            stubs
                .blockingStub()
                .withDeadlineAfter(1, TimeUnit.SECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
        return;
      } catch (io.grpc.StatusRuntimeException notYet) {
        assertThat(process.isAlive()).as("the dev server lives").isTrue();
        assertThat(System.nanoTime() - start)
            .as("time for the dev server to start")
            .isLessThan(TimeUnit.SECONDS.toNanos(READY_SECONDS));
        Thread.sleep(100);
      }
    }
  }

  /** For {@code --target}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** For {@code --server-metrics}. */
  String metricsUrl() {
    return "http://127.0.0.1:" + metricsPort + "/metrics";
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
  WorkflowServiceStubs stubs() {
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
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution(workflowId))
                .build());
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

  private List<String> metrics() {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(metricsUrl())).build(), BodyHandlers.ofLines())
          .body()
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The dev server's metrics cannot be read.", e);
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
                ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setQuery("TaskQueue='" + taskQueue + "' AND ExecutionStatus='Running'")
                    .build())
            .getExecutionsList()) {
      ids.add(info.getExecution().getWorkflowId());
    }
    return ids;
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
    kill();
  }
}
