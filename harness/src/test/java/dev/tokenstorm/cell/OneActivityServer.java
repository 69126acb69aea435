package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.tokenstorm.server.FrontEnd;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.activity.v1.ActivityExecutionOutcome;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server of executions that are one activity each, without a workflow. Thread-safe. */
final class OneActivityServer implements AutoCloseable {
  private static final long EMPTY_AFTER_MILLIS = 100;

  private final int maxAttempts;
  private final FrontEnd frontEnd = new FrontEnd();
  private final Map<String, Running> executions = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<PollActivityTaskQueueResponse> tasks =
      new LinkedBlockingQueue<>();

  /** One execution. Guarded by itself. */
  private static final class Running {
    private int attempt = 1;
    private boolean cancelRequested;
    private ActivityExecutionStatus status =
        ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING;
    private Payloads result = Payloads.getDefaultInstance();
  }

  OneActivityServer(int maxAttempts) {
    this.maxAttempts = maxAttempts;
    frontEnd.answer("StartActivityExecution", m -> start((StartActivityExecutionRequest) m));
    frontEnd.answer("PollActivityTaskQueue", unused -> poll());
    frontEnd.answer(
        "RespondActivityTaskCompleted", m -> complete((RespondActivityTaskCompletedRequest) m));
    frontEnd.answer(
        "RespondActivityTaskCompletedById",
        m -> completeById((RespondActivityTaskCompletedByIdRequest) m));
    frontEnd.answer("RespondActivityTaskFailed", m -> fail((RespondActivityTaskFailedRequest) m));
    frontEnd.answer(
        "RespondActivityTaskCanceled", m -> cancelled((RespondActivityTaskCanceledRequest) m));
    frontEnd.answer(
        "RecordActivityTaskHeartbeat", m -> heartbeat((RecordActivityTaskHeartbeatRequest) m));
    frontEnd.answer(
        "RequestCancelActivityExecution",
        m -> requestCancel((RequestCancelActivityExecutionRequest) m));
    frontEnd.answer(
        "DescribeActivityExecution", m -> describe((DescribeActivityExecutionRequest) m));
  }

  /** Where it is, as {@code --target} takes it. */
  String address() {
    return "127.0.0.1:" + frontEnd.port();
  }

  private Message start(StartActivityExecutionRequest request) {
    if (executions.putIfAbsent(request.getActivityId(), new Running()) == null) {
      offer(request.getActivityId(), 1);
    }
    return StartActivityExecutionResponse.newBuilder().setRunId("run").setStarted(true).build();
  }

  private void offer(String id, int attempt) {
    tasks.add(
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8(id + "#" + attempt))
            .setActivityId(id)
            .setActivityRunId("run")
            .setAttempt(attempt)
            .build());
  }

  private Message poll() {
    try {
      PollActivityTaskQueueResponse task = tasks.poll(EMPTY_AFTER_MILLIS, TimeUnit.MILLISECONDS);
      return task == null ? PollActivityTaskQueueResponse.getDefaultInstance() : task;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PollActivityTaskQueueResponse.getDefaultInstance();
    }
  }

  private Message complete(RespondActivityTaskCompletedRequest request) {
    complete(pending(request.getTaskToken()), request.getResult());
    return RespondActivityTaskCompletedResponse.getDefaultInstance();
  }

  private Message completeById(RespondActivityTaskCompletedByIdRequest request) {
    if (!request.getWorkflowId().isEmpty() || !request.getRunId().equals("run")) {
      throw Status.INVALID_ARGUMENT.asRuntimeException();
    }
    complete(known(request.getActivityId()), request.getResult());
    return RespondActivityTaskCompletedByIdResponse.getDefaultInstance();
  }

  private static void complete(Running execution, Payloads result) {
    synchronized (execution) {
      close(execution, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED);
      execution.result = result;
    }
  }

  private Message fail(RespondActivityTaskFailedRequest request) {
    Running execution = pending(request.getTaskToken());
    synchronized (execution) {
      if (execution.attempt == maxAttempts) {
        close(execution, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_FAILED);
      } else {
        execution.attempt++;
        offer(id(request.getTaskToken()), execution.attempt);
      }
    }
    return RespondActivityTaskFailedResponse.getDefaultInstance();
  }

  private Message cancelled(RespondActivityTaskCanceledRequest request) {
    Running execution = pending(request.getTaskToken());
    synchronized (execution) {
      if (!execution.cancelRequested) {
        throw Status.INVALID_ARGUMENT.asRuntimeException();
      }
      close(execution, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_CANCELED);
    }
    return RespondActivityTaskCanceledResponse.getDefaultInstance();
  }

  private Message heartbeat(RecordActivityTaskHeartbeatRequest request) {
    Running execution = pending(request.getTaskToken());
    synchronized (execution) {
      return RecordActivityTaskHeartbeatResponse.newBuilder()
          .setCancelRequested(execution.cancelRequested)
          .build();
    }
  }

  private Message requestCancel(RequestCancelActivityExecutionRequest request) {
    Running execution = known(request.getActivityId());
    synchronized (execution) {
      execution.cancelRequested = true;
    }
    return RequestCancelActivityExecutionResponse.getDefaultInstance();
  }

  private Message describe(DescribeActivityExecutionRequest request) {
    Running execution = known(request.getActivityId());
    synchronized (execution) {
      return DescribeActivityExecutionResponse.newBuilder()
          .setInfo(
              ActivityExecutionInfo.newBuilder()
                  .setStatus(execution.status)
                  .setAttempt(execution.attempt))
          .setOutcome(ActivityExecutionOutcome.newBuilder().setResult(execution.result))
          .build();
    }
  }

  private static void close(Running execution, ActivityExecutionStatus status) {
    if (execution.status != ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING) {
      throw Status.NOT_FOUND.asRuntimeException();
    }
    execution.status = status;
  }

  private Running pending(ByteString token) {
    Running execution = known(id(token));
    synchronized (execution) {
      if (!token.toStringUtf8().endsWith("#" + execution.attempt)) {
        throw Status.NOT_FOUND.asRuntimeException();
      }
    }
    return execution;
  }

  private static String id(ByteString token) {
    String text = token.toStringUtf8();
    return text.substring(0, text.indexOf('#'));
  }

  private Running known(String id) {
    Running execution = executions.get(id);
    if (execution == null) {
      throw Status.NOT_FOUND.asRuntimeException();
    }
    return execution;
  }

  /** Executions that it closed so. */
  long closed(ActivityExecutionStatus status) {
    return executions.values().stream().filter(each -> statusOf(each) == status).count();
  }

  private static ActivityExecutionStatus statusOf(Running execution) {
    synchronized (execution) {
      return execution.status;
    }
  }

  /** Requests that have to do with workflows, of whatever kind. */
  long workflowRequests() {
    return frontEnd.received(Message.class).stream()
        .map(request -> request.getDescriptorForType().getName())
        .filter(name -> name.contains("Workflow"))
        .count();
  }

  @Override
  public void close() {
    frontEnd.close();
  }
}
