package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.CompleteWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Plays client and worker of one task queue by hand, call by call, against any front end, and keeps
 * a transcript of what it was told. For one thread.
 */
public final class Client implements AutoCloseable {
  static final String NAMESPACE = "default";
  static final String IDENTITY = "by hand";

  /** What a server takes: the default of gRPC for Go. */
  static final int LARGEST_MESSAGE_BYTES = 4 << 20;

  /** What differs from run to run, from queue to queue, or says how a server counts bytes. */
  private static final Set<String> NOISE =
      Set.of(
          "request_id",
          "run_id",
          "original_execution_run_id",
          "first_execution_run_id",
          "history_size_bytes",
          "workflow_id",
          "workflow_execution_expiration_time",
          "name",
          "normal_name",
          "worker_version");

  private final ManagedChannel channel;
  private final String queue = "queue-" + UUID.randomUUID();
  private final String workflowId = "workflow-" + UUID.randomUUID();
  private final List<String> transcript = new ArrayList<>();

  /** A connection to an address such as {@code 127.0.0.1:7233}. */
  public Client(String address) {
    this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
  }

  String queue() {
    return queue;
  }

  String sticky() {
    return queue + "-sticky";
  }

  String workflowId() {
    return workflowId;
  }

  /** What was told so far. */
  public List<String> transcript() {
    return List.copyOf(transcript);
  }

  void say(String line) {
    transcript.add(line);
  }

  /** A stub for calls that end soon. */
  WorkflowServiceBlockingStub stub() {
    return WorkflowServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  WorkflowServiceBlockingStub stubWithoutDeadline() {
    return WorkflowServiceGrpc.newBlockingStub(channel);
  }

  /** Writes down how a call ends. */
  void outcome(String what, Supplier<?> call) {
    try {
      var unused = call.get();
      say(what + ": OK");
    } catch (StatusRuntimeException e) {
      say(what + ": " + e.getStatus().getCode());
    }
  }

  /** Writes down in which words a call is refused. */
  void refusal(String what, Supplier<?> call) {
    try {
      var unused = call.get();
      say(what + ": OK");
    } catch (StatusRuntimeException e) {
      say(what + ": " + e.getStatus().getCode() + " " + e.getStatus().getDescription());
    }
  }

  WorkflowExecution execution() {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  StartWorkflowExecutionRequest.Builder startRequest() {
    return StartWorkflowExecutionRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setWorkflowId(workflowId)
        .setWorkflowType(WorkflowType.newBuilder().setName("ByHand"))
        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
        .setIdentity(IDENTITY)
        .setInput(payloads("input"))
        .setRequestId(UUID.randomUUID().toString());
  }

  String start() {
    return stub().startWorkflowExecution(startRequest().build()).getRunId();
  }

  PollWorkflowTaskQueueResponse pollWorkflow() {
    return pollWorkflow(TaskQueue.newBuilder().setName(queue).build());
  }

  PollWorkflowTaskQueueResponse pollSticky() {
    return pollWorkflow(
        TaskQueue.newBuilder()
            .setName(sticky())
            .setNormalName(queue)
            .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
            .build());
  }

  /** Polls, and writes down what a worker is told of the task. */
  private PollWorkflowTaskQueueResponse pollWorkflow(TaskQueue from) {
    PollWorkflowTaskQueueResponse task =
        WorkflowServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .pollWorkflowTaskQueue(
                PollWorkflowTaskQueueRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setIdentity(IDENTITY)
                    .setTaskQueue(from)
                    .build());
    say(
        "workflow task: attempt %d, previous %d, started %d, events %s"
            .formatted(
                task.getAttempt(),
                task.getPreviousStartedEventId(),
                task.getStartedEventId(),
                task.getHistory().getEventsList().stream().map(Client::brief).toList()));
    return task;
  }

  private static String brief(HistoryEvent event) {
    return event.getEventId() + " " + event.getEventType().name().replace("EVENT_TYPE_", "");
  }

  PollActivityTaskQueueResponse pollActivity() {
    return pollActivities(1).get(0);
  }

  /** Polls for some tasks, which come in any order, and brings them into that of their ids. */
  List<PollActivityTaskQueueResponse> pollActivities(int count) {
    List<PollActivityTaskQueueResponse> tasks = new ArrayList<>();
    while (tasks.size() < count) {
      tasks.add(pollAnyActivity());
    }
    tasks.sort(Comparator.comparing(PollActivityTaskQueueResponse::getActivityId));
    tasks.forEach(this::say);
    return tasks;
  }

  private PollActivityTaskQueueResponse pollAnyActivity() {
    return WorkflowServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .pollActivityTaskQueue(
            PollActivityTaskQueueRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setIdentity(IDENTITY)
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .build());
  }

  private void say(PollActivityTaskQueueResponse task) {
    say(
        "activity task: %s attempt %d, input %s, heartbeat %s, timeouts %s %s %s"
            .formatted(
                task.getActivityId(),
                task.getAttempt(),
                text(task.getInput()),
                text(task.getHeartbeatDetails()),
                seconds(task.getScheduleToCloseTimeout()),
                seconds(task.getStartToCloseTimeout()),
                seconds(task.getHeartbeatTimeout())));
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNanos() / 1e9;
  }

  RespondWorkflowTaskCompletedRequest.Builder decision(
      PollWorkflowTaskQueueResponse task, Command... commands) {
    return RespondWorkflowTaskCompletedRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setIdentity(IDENTITY)
        .setTaskToken(task.getTaskToken())
        .addAllCommands(Arrays.asList(commands));
  }

  void decide(PollWorkflowTaskQueueResponse task, Command... commands) {
    var unused = stub().respondWorkflowTaskCompleted(decision(task, commands).build());
  }

  StickyExecutionAttributes stickyAttributes(double timeoutSeconds) {
    return StickyExecutionAttributes.newBuilder()
        .setWorkerTaskQueue(
            TaskQueue.newBuilder()
                .setName(sticky())
                .setNormalName(queue)
                .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY))
        .setScheduleToStartTimeout(duration(timeoutSeconds))
        .build();
  }

  /** An activity with a start-to-close timeout of half a minute and a single attempt. */
  ScheduleActivityTaskCommandAttributes.Builder activity(String id) {
    return ScheduleActivityTaskCommandAttributes.newBuilder()
        .setActivityId(id)
        .setActivityType(ActivityType.newBuilder().setName("Act"))
        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
        .setInput(payloads(id + " input"))
        .setStartToCloseTimeout(duration(30))
        .setRetryPolicy(RetryPolicy.newBuilder().setMaximumAttempts(1));
  }

  static Command schedule(ScheduleActivityTaskCommandAttributes.Builder activity) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
        .setScheduleActivityTaskCommandAttributes(activity)
        .build();
  }

  static Command complete() {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION)
        .setCompleteWorkflowExecutionCommandAttributes(
            CompleteWorkflowExecutionCommandAttributes.newBuilder().setResult(payloads("result")))
        .build();
  }

  static Failure failure(String type) {
    return Failure.newBuilder()
        .setMessage("failed by hand")
        .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder().setType(type))
        .build();
  }

  static Payloads payloads(String text) {
    return Payloads.newBuilder()
        .addPayloads(
            Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8('"' + text + '"')))
        .build();
  }

  private static String text(Payloads payloads) {
    return payloads.getPayloadsCount() == 0
        ? "none"
        : payloads.getPayloads(0).getData().toStringUtf8();
  }

  static Duration duration(double seconds) {
    return WallTime.duration(Math.round(seconds * 1e9));
  }

  List<HistoryEvent> history() {
    return stub()
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution())
                .build())
        .getHistory()
        .getEventsList();
  }

  /** Writes the whole history down, noise aside. */
  void sayHistory() {
    for (HistoryEvent event : history()) {
      String attributes = "";
      for (var field : event.getAllFields().entrySet()) {
        if (field.getKey().getName().endsWith("_attributes")) {
          attributes =
              TextFormat.printer()
                  .printToString(quiet((Message) field.getValue()))
                  .replaceAll("\\s+", " ");
        }
      }
      say(brief(event) + " { " + attributes.strip() + " }");
    }
  }

  private static Message quiet(Message message) {
    Message.Builder builder = message.toBuilder();
    for (var field : message.getAllFields().entrySet()) {
      FieldDescriptor descriptor = field.getKey();
      if (NOISE.contains(descriptor.getName())) {
        builder.clearField(descriptor);
      } else if (descriptor.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !descriptor.isRepeated()) {
        builder.setField(descriptor, quiet((Message) field.getValue()));
      }
    }
    return builder.build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
