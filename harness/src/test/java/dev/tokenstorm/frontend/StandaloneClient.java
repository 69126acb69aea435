package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Plays client, worker and completer of one activity id by hand, call by call, against any front
 * end. What it was told is in the {@link Client}'s transcript, without what differs from run to
 * run. For one thread.
 */
final class StandaloneClient {
  /** What says how a server counts bytes or keeps an index, or how long something took. */
  private static final Set<String> NOISE =
      Set.of("state_size_bytes", "indexed_fields", "execution_duration");

  private final Client client;
  private final String id = "activity-" + UUID.randomUUID();
  private final List<String> runs = new ArrayList<>();

  StandaloneClient(Client client) {
    this.client = client;
  }

  Client client() {
    return client;
  }

  String id() {
    return id;
  }

  /** Run id of the run that was started last. */
  String run() {
    return runs.get(runs.size() - 1);
  }

  private void say(String line) {
    String quiet = line.replace(id, "ID").replace(client.queue(), "QUEUE");
    for (int i = 0; i < runs.size(); i++) {
      quiet = quiet.replace(runs.get(i), "RUN" + i);
    }
    client.say(quiet);
  }

  /** Writes down how a call ends, and in which words it is refused. */
  void outcome(String what, Supplier<? extends Message> call) {
    try {
      say(what + ": " + told(call.get()));
    } catch (StatusRuntimeException e) {
      say(what + ": " + e.getStatus().getCode() + " " + e.getStatus().getDescription());
    }
  }

  private static String told(Message answer) {
    String text = TextFormat.printer().printToString(quiet(answer)).replaceAll("\\s+", " ").strip();
    return text.isEmpty() ? "OK" : "OK { " + text + " }";
  }

  /** Leaves of a time only that it is there. */
  private static Message quiet(Message message) {
    Message.Builder builder = message.toBuilder();
    for (var field : message.getAllFields().entrySet()) {
      FieldDescriptor descriptor = field.getKey();
      if (NOISE.contains(descriptor.getName()) || descriptor.getName().endsWith("_token")) {
        builder.clearField(descriptor);
      } else if (descriptor.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !descriptor.isMapField()) {
        Object value = field.getValue();
        builder.setField(
            descriptor,
            value instanceof List<?> all
                ? all.stream().map(one -> quietField((Message) one)).toList()
                : quietField((Message) value));
      }
    }
    return builder.build();
  }

  private static Message quietField(Message value) {
    return value instanceof Timestamp ? Timestamp.getDefaultInstance() : quiet(value);
  }

  /** A start with a start-to-close timeout of half a minute and a single attempt. */
  StartActivityExecutionRequest.Builder request() {
    return StartActivityExecutionRequest.newBuilder()
        .setNamespace(Client.NAMESPACE)
        .setActivityId(id)
        .setActivityType(ActivityType.newBuilder().setName("Act"))
        .setTaskQueue(TaskQueue.newBuilder().setName(client.queue()))
        .setIdentity(Client.IDENTITY)
        .setRequestId(UUID.randomUUID().toString())
        .setInput(Client.payloads("input"))
        .setStartToCloseTimeout(Client.duration(30))
        .setRetryPolicy(RetryPolicy.newBuilder().setMaximumAttempts(1));
  }

  static RetryPolicy.Builder quick(int attempts) {
    return RetryPolicy.newBuilder()
        .setInitialInterval(Client.duration(0.1))
        .setMaximumAttempts(attempts);
  }

  void start() {
    start(request());
  }

  void start(StartActivityExecutionRequest.Builder request) {
    outcome(
        "start",
        () -> {
          StartActivityExecutionResponse answer =
              client.stub().startActivityExecution(request.build());
          if (!runs.contains(answer.getRunId())) {
            runs.add(answer.getRunId());
          }
          return answer;
        });
  }

  /** A start that is refused because the id is taken, with the details of the refusal. */
  void startTaken(StartActivityExecutionRequest.Builder request, String firstRequestId) {
    try {
      say("taken: " + told(client.stub().startActivityExecution(request.build())));
    } catch (StatusRuntimeException e) {
      try {
        ActivityExecutionAlreadyStartedFailure details =
            Objects.requireNonNull(StatusProto.fromThrowable(e))
                .getDetails(0)
                .unpack(ActivityExecutionAlreadyStartedFailure.class);
        say(
            "taken: %s %s by %s, the first request %s"
                .formatted(
                    e.getStatus().getCode(),
                    e.getStatus().getDescription(),
                    details.getRunId(),
                    details.getStartRequestId().equals(firstRequestId)));
      } catch (InvalidProtocolBufferException garbled) {
        throw new AssertionError(garbled);
      }
    }
  }

  PollActivityTaskQueueResponse task() {
    return task(20);
  }

  /** Polls, for so many seconds, and writes down what a worker is told of the task. */
  PollActivityTaskQueueResponse task(long seconds) {
    PollActivityTaskQueueResponse task =
        client
            .stubWithoutDeadline()
            .withDeadlineAfter(seconds, TimeUnit.SECONDS)
            .pollActivityTaskQueue(
                PollActivityTaskQueueRequest.newBuilder()
                    .setNamespace(Client.NAMESPACE)
                    .setIdentity("worker")
                    .setTaskQueue(TaskQueue.newBuilder().setName(client.queue()))
                    .build());
    say("task: " + told(task.toBuilder().clearPollerScalingDecision().build()));
    return task;
  }

  void complete(PollActivityTaskQueueResponse task) {
    outcome(
        "complete",
        () ->
            client
                .stub()
                .respondActivityTaskCompleted(
                    RespondActivityTaskCompletedRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setTaskToken(task.getTaskToken())
                        .setResult(Client.payloads("result"))
                        .build()));
  }

  void completeById() {
    completeById(run());
  }

  void completeById(String runId) {
    outcome(
        "complete by id",
        () ->
            client
                .stub()
                .respondActivityTaskCompletedById(
                    RespondActivityTaskCompletedByIdRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setActivityId(id)
                        .setRunId(runId)
                        .setResult(Client.payloads("result by id"))
                        .build()));
  }

  void fail(PollActivityTaskQueueResponse task, Failure failure) {
    fail(RespondActivityTaskFailedRequest.newBuilder().setFailure(failure), task);
  }

  void fail(RespondActivityTaskFailedRequest.Builder request, PollActivityTaskQueueResponse task) {
    outcome(
        "fail",
        () ->
            client
                .stub()
                .respondActivityTaskFailed(
                    request
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setTaskToken(task.getTaskToken())
                        .build()));
  }

  void failById(Failure failure) {
    outcome(
        "fail by id",
        () ->
            client
                .stub()
                .respondActivityTaskFailedById(
                    RespondActivityTaskFailedByIdRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setActivityId(id)
                        .setRunId(run())
                        .setFailure(failure)
                        .build()));
  }

  void reportCancel(PollActivityTaskQueueResponse task) {
    outcome(
        "report cancellation",
        () ->
            client
                .stub()
                .respondActivityTaskCanceled(
                    RespondActivityTaskCanceledRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setTaskToken(task.getTaskToken())
                        .setDetails(Client.payloads("stopped"))
                        .build()));
  }

  void reportCancelById() {
    outcome(
        "report cancellation by id",
        () ->
            client
                .stub()
                .respondActivityTaskCanceledById(
                    RespondActivityTaskCanceledByIdRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setActivityId(id)
                        .setRunId(run())
                        .build()));
  }

  void heartbeat(PollActivityTaskQueueResponse task, String details) {
    RecordActivityTaskHeartbeatRequest.Builder request =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(Client.NAMESPACE)
            .setIdentity("completer")
            .setTaskToken(task.getTaskToken());
    if (!details.isEmpty()) {
      request.setDetails(Client.payloads(details));
    }
    outcome("heartbeat", () -> client.stub().recordActivityTaskHeartbeat(request.build()));
  }

  void heartbeatById(String details) {
    outcome(
        "heartbeat by id",
        () ->
            client
                .stub()
                .recordActivityTaskHeartbeatById(
                    RecordActivityTaskHeartbeatByIdRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("completer")
                        .setActivityId(id)
                        .setRunId(run())
                        .setDetails(Client.payloads(details))
                        .build()));
  }

  void requestCancel(String requestId) {
    outcome(
        "request cancellation",
        () ->
            client
                .stub()
                .requestCancelActivityExecution(
                    RequestCancelActivityExecutionRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("canceller")
                        .setReason("no \"longer\" needed")
                        .setRequestId(requestId)
                        .setActivityId(id)
                        .setRunId(run())
                        .build()));
  }

  void terminate(String requestId) {
    outcome(
        "terminate",
        () ->
            client
                .stub()
                .terminateActivityExecution(
                    TerminateActivityExecutionRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setIdentity("terminator")
                        .setReason("by hand")
                        .setRequestId(requestId)
                        .setActivityId(id)
                        .build()));
  }

  DescribeActivityExecutionRequest.Builder description() {
    return DescribeActivityExecutionRequest.newBuilder()
        .setNamespace(Client.NAMESPACE)
        .setActivityId(id);
  }

  /** Asks for all that there is to know. */
  void describe() {
    describe("describe", everything());
  }

  DescribeActivityExecutionRequest.Builder everything() {
    return description()
        .setIncludeInput(true)
        .setIncludeOutcome(true)
        .setIncludeHeartbeatDetails(true)
        .setIncludeLastFailure(true);
  }

  void describe(String what, DescribeActivityExecutionRequest.Builder request) {
    outcome(what, () -> client.stub().describeActivityExecution(request.build()));
  }

  /** The token of the present state. */
  ByteString longPollToken() {
    DescribeActivityExecutionResponse answer =
        client.stub().describeActivityExecution(description().build());
    return answer.getLongPollToken();
  }

  /** Waits until the activity is closed, and writes down how it ended. */
  void awaitClose() {
    PollActivityExecutionResponse answer = PollActivityExecutionResponse.getDefaultInstance();
    while (answer.getRunId().isEmpty()) {
      answer = client.stub().pollActivityExecution(poll().build());
    }
    say("closed: " + told(answer));
  }

  PollActivityExecutionRequest.Builder poll() {
    return PollActivityExecutionRequest.newBuilder()
        .setNamespace(Client.NAMESPACE)
        .setActivityId(id);
  }
}
