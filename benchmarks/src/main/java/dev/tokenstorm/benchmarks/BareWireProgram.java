package dev.tokenstorm.benchmarks;

import com.google.protobuf.util.Durations;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Greetings by a program written by hand on the gRPC API: it starts them, polls, decides and
 * completes, and does nothing else. It makes the calls of the harness's wire worker and of its
 * {@code grpc} completer, with as many connections, open polls and completions under way, a sticky
 * cache and the same deadlines. There is no ledger, no latency is recorded, and a call that fails
 * ends it. It shares no code with the harness.
 */
final class BareWireProgram implements BaselineProgram {
  static final String NAMESPACE = "default";

  private static final String WORKFLOW_TYPE = "greet";
  private static final int CALL_SECONDS = 10;
  private static final int POLL_SECONDS = 70;
  private static final int STREAMS_PER_CONNECTION = 100;
  private static final int FEWEST_POLLS = 10;

  private final String address;
  private final int inFlight;
  private final String identity = "bare-" + UUID.randomUUID();
  private final String taskQueue = "bare-" + UUID.randomUUID();
  private final String stickyQueue = identity + ":sticky";
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final Channel starts;
  private final Channel answers;
  private final BareWindow window;
  private final StartWorkflowExecutionRequest start;
  private final RespondWorkflowTaskCompletedRequest completed;
  private final List<ScheduleActivityTaskCommandAttributes> schedules;

  /** Greetings that are open, by the id of their run. */
  private final Map<String, BareGreeting> cache = new ConcurrentHashMap<>();

  private final LongAdder executions = new LongAdder();
  private volatile boolean closing;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private long seen;

  private BareWireProgram(String address, int inFlight, int completions) {
    this.address = address;
    this.inFlight = inFlight;
    this.starts = connect();
    this.answers = connect();
    this.window = new BareWindow(completions, connections(completions), this::failed);
    this.schedules = BareGreeting.schedules(taskQueue);
    this.start =
        StartWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setWorkflowType(WorkflowType.newBuilder().setName(WORKFLOW_TYPE))
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setIdentity(identity)
            .setWorkflowExecutionTimeout(Durations.fromHours(1))
            .setInput(Payloads.newBuilder().addPayloads(BareGreeting.NAME))
            .build();
    this.completed =
        RespondWorkflowTaskCompletedRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setIdentity(identity)
            .setStickyAttributes(
                StickyExecutionAttributes.newBuilder()
                    .setWorkerTaskQueue(sticky())
                    .setScheduleToStartTimeout(Durations.fromSeconds(5)))
            .setReturnNewWorkflowTask(true)
            .build();
  }

  /**
   * Starts the program.
   *
   * @param inFlight greetings that are always open
   * @param completions that are under way at most
   */
  static BareWireProgram start(String address, int inFlight, int completions) {
    BareWireProgram program = new BareWireProgram(address, inFlight, completions);
    program.begin();
    return program;
  }

  private ManagedChannel connect() {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(128 << 20)
            .build();
    channels.add(channel);
    return channel;
  }

  private List<Channel> connections(int streams) {
    List<Channel> connections = new ArrayList<>();
    for (int i = 0; i < streams; i += STREAMS_PER_CONNECTION) {
      connections.add(connect());
    }
    return connections;
  }

  private TaskQueue.Builder normal() {
    return TaskQueue.newBuilder().setName(taskQueue).setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL);
  }

  private TaskQueue.Builder sticky() {
    return TaskQueue.newBuilder()
        .setName(stickyQueue)
        .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
        .setNormalName(taskQueue);
  }

  private void begin() {
    window.start();
    poll(
        WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod(), workflowPoll(sticky()), this::decide);
    poll(
        WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod(), workflowPoll(normal()), this::decide);
    poll(
        WorkflowServiceGrpc.getPollActivityTaskQueueMethod(),
        PollActivityTaskQueueRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setIdentity(identity)
            .setTaskQueue(normal())
            .build(),
        this::issued);
    for (int i = 0; i < inFlight; i++) {
      startNext();
    }
  }

  private PollWorkflowTaskQueueRequest workflowPoll(TaskQueue.Builder queue) {
    return PollWorkflowTaskQueueRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setIdentity(identity)
        .setTaskQueue(queue)
        .build();
  }

  /** Opens as many polls as the harness does. */
  private <Q, R> void poll(MethodDescriptor<Q, R> method, Q request, Consumer<R> taker) {
    int polls = Math.min(STREAMS_PER_CONNECTION, Math.max(FEWEST_POLLS, inFlight / 2));
    Channel connection = connect();
    for (int i = 0; i < polls; i++) {
      pollForEver(connection, method, request, taker);
    }
  }

  private <Q, R> void pollForEver(
      Channel connection, MethodDescriptor<Q, R> method, Q request, Consumer<R> taker) {
    BareCall.make(
        connection,
        method,
        POLL_SECONDS,
        request,
        answer -> {
          guarded(taker, answer);
          if (!closing) {
            pollForEver(connection, method, request, taker);
          }
        },
        status -> {
          if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !closing) {
            pollForEver(connection, method, request, taker);
          } else {
            failed(status);
          }
        });
  }

  /** A greeting that is none ends the program, and not the event loop. */
  private <R> void guarded(Consumer<R> taker, R answer) {
    try {
      taker.accept(answer);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  private void startNext() {
    if (closing) {
      return;
    }
    String id = UUID.randomUUID().toString();
    BareCall.make(
        starts,
        WorkflowServiceGrpc.getStartWorkflowExecutionMethod(),
        CALL_SECONDS,
        start.toBuilder().setWorkflowId(id).setRequestId(id).build(),
        answer -> {},
        this::failed);
  }

  private void decide(PollWorkflowTaskQueueResponse task) {
    if (task.getTaskToken().isEmpty()) {
      return;
    }
    List<HistoryEvent> events = task.getHistory().getEventsList();
    String runId = task.getWorkflowExecution().getRunId();
    boolean whole = !events.isEmpty() && events.get(0).getEventId() == 1;
    BareGreeting greeting = whole ? new BareGreeting(schedules) : cache.get(runId);
    if (greeting == null) {
      throw new IllegalStateException("a task came without what was before");
    }
    events.forEach(greeting::apply);
    boolean over = greeting.over();
    List<Command> commands = greeting.decide();
    if (over) {
      cache.remove(runId);
    } else {
      cache.put(runId, greeting);
    }
    BareCall.make(
        answers,
        WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod(),
        CALL_SECONDS,
        completed.toBuilder().setTaskToken(task.getTaskToken()).addAllCommands(commands).build(),
        answer -> guarded(taken -> decided(taken, over), answer),
        this::failed);
  }

  private void decided(RespondWorkflowTaskCompletedResponse answer, boolean over) {
    if (over) {
      executions.increment();
      startNext();
    }
    answer.getActivityTasksList().forEach(this::issued);
    if (answer.hasWorkflowTask()) {
      decide(answer.getWorkflowTask());
    }
  }

  private void issued(PollActivityTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty()) {
      window.complete(task.getTaskToken(), BareGreeting.composed(task.getInput()));
    }
  }

  private void failed(Status status) {
    if (!closing) {
      failure = Optional.of(status.asRuntimeException());
    }
  }

  @Override
  public void awaitExecutions(int more) {
    seen += more;
    if (!Await.executions(executions::sum, seen, failure::isPresent)) {
      throw new IllegalStateException("the program completes nothing", failure.orElse(null));
    }
  }

  @Override
  public void close() {
    closing = true;
    window.close();
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
