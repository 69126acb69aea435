package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import com.google.protobuf.ByteString;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.ActivityTaskCanceledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskTimedOutEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import org.jspecify.annotations.Nullable;

/** A pending activity of a workflow, and how it ends. Guarded by its execution's lock. */
final class Activity implements OfferedActivity, CompletableActivity {
  /** Details that a real server gives to an activity that was cancelled before it started. */
  private static final Payloads NOT_STARTED =
      Payloads.newBuilder()
          .addPayloads(
              Payload.newBuilder()
                  .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                  .setData(ByteString.copyFromUtf8("\"ACTIVITY_ID_NOT_STARTED\"")))
          .build();

  private final Execution execution;
  private final ScheduleActivityTaskCommandAttributes command;
  private final ActivityTimeouts scheduledTimeouts;
  private final ActivityAttempts attempts;
  private long scheduledEventId;
  private long cancelRequestedEventId;

  /** Whether an operator has reset the activity, and no attempt was scheduled since. */
  private boolean resetRequested;

  private boolean resetClearsHeartbeat;

  /**
   * Whether the activity has ended. It is also read without the lock, by a queue that looks for
   * stale tasks.
   */
  private volatile boolean over;

  Activity(Execution execution, ScheduleActivityTaskCommandAttributes command) {
    this.execution = execution;
    this.command = command;
    this.scheduledTimeouts = ActivityTimeouts.of(command, execution.runNanos());
    this.attempts =
        ActivityAttempts.ofWorkflow(scheduledTimeouts, Retries.of(command.getRetryPolicy()), now());
  }

  /** Returns the timeouts that its workflow gave it, which are those that workers are told. */
  ActivityTimeouts scheduledTimeouts() {
    return scheduledTimeouts;
  }

  long now() {
    return execution.server.clock().nanoTime();
  }

  @Override
  public Execution execution() {
    return execution;
  }

  @Override
  public ActivityAttempts attempts() {
    return attempts;
  }

  @Override
  public boolean pending() {
    return !over && execution.open();
  }

  String id() {
    return command.getActivityId();
  }

  long scheduledEventId() {
    return scheduledEventId;
  }

  @Override
  public boolean cancelRequested() {
    return attempts.cancelRequested();
  }

  @Override
  public boolean pauseRequested() {
    return attempts.paused();
  }

  @Override
  public boolean resetRequested() {
    return resetRequested;
  }

  @Override
  public String queue() {
    String name = command.getTaskQueue().getName();
    return name.isEmpty() ? execution.request.getTaskQueue().getName() : name;
  }

  /**
   * Returns whether the activity may be started with the answer to its workflow's task, on the same
   * worker.
   */
  boolean mayBeEager() {
    return command.getRequestEagerExecution()
        && queue().equals(execution.request.getTaskQueue().getName());
  }

  void scheduled(long completedEventId) {
    ActivityTimeouts timeouts = attempts.timeouts();
    ActivityTaskScheduledEventAttributes.Builder scheduled =
        ActivityTaskScheduledEventAttributes.newBuilder()
            .setActivityId(id())
            .setActivityType(command.getActivityType())
            .setTaskQueue(WorkflowTask.normal(queue()))
            .setScheduleToCloseTimeout(WallTime.duration(timeouts.scheduleToClose()))
            .setScheduleToStartTimeout(WallTime.duration(timeouts.scheduleToStart()))
            .setStartToCloseTimeout(WallTime.duration(timeouts.startToClose()))
            .setHeartbeatTimeout(WallTime.duration(timeouts.heartbeat()))
            .setRetryPolicy(attempts.policy())
            .setWorkflowTaskCompletedEventId(completedEventId);
    if (command.hasInput()) {
      scheduled.setInput(command.getInput());
    }
    if (command.hasHeader()) {
      scheduled.setHeader(command.getHeader());
    }
    if (command.hasPriority()) {
      scheduled.setPriority(command.getPriority());
    }
    scheduledEventId =
        execution.log.append(
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, execution.now())
                .setActivityTaskScheduledEventAttributes(scheduled));
  }

  /** Marks the activity as ended, so that it is pending no more. */
  void end() {
    over = true;
  }

  @Override
  public PollActivityTaskQueueResponse start(String worker, Outbox out) {
    ServerContext server = execution.server;
    attempts.start(now(), worker);
    PollActivityTaskQueueResponse.Builder answer =
        attempts
            .answer(server.wallTime(), scheduledTimeouts)
            .setTaskToken(
                new TaskToken(
                        TaskToken.Kind.ACTIVITY,
                        server.id(),
                        execution.serial,
                        scheduledEventId,
                        attempts.number())
                    .bytes())
            .setWorkflowNamespace(server.namespace())
            .setWorkflowType(execution.request.getWorkflowType())
            .setWorkflowExecution(execution.identity())
            .setActivityType(command.getActivityType())
            .setActivityId(id());
    if (command.hasInput()) {
      answer.setInput(command.getInput());
    }
    if (command.hasHeader()) {
      answer.setHeader(command.getHeader());
    }
    if (command.hasPriority()) {
      answer.setPriority(command.getPriority());
    }
    return answer.build();
  }

  HistoryEvent.Builder startedEvent() {
    ActivityTaskStartedEventAttributes.Builder attributes =
        ActivityTaskStartedEventAttributes.newBuilder()
            .setScheduledEventId(scheduledEventId)
            .setIdentity(attempts.identity())
            .setRequestId(execution.runId + '-' + scheduledEventId + '-' + attempts.number())
            .setAttempt(attempts.number());
    if (attempts.lastFailure() != null) {
      attributes.setLastFailure(attempts.lastFailure());
    }
    return event(
            EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
            execution.server.wallTime().at(attempts.startedNanos()))
        .setActivityTaskStartedEventAttributes(attributes);
  }

  @Override
  public void heartbeat(@Nullable Payloads details, Outbox out) {
    attempts.heartbeat(now());
    if (details != null) {
      attempts.heartbeatDetails(details);
    }
  }

  @Override
  public void lastHeartbeat(Payloads details) {
    attempts.heartbeat(now());
    attempts.heartbeatDetails(details);
  }

  @Override
  public void complete(@Nullable Payloads result, String worker, Outbox out) {
    if (!attempts.started()) {
      attempts.start(now(), worker);
    }
    var time = execution.now();
    close(
        startedEventId -> {
          ActivityTaskCompletedEventAttributes.Builder completed =
              ActivityTaskCompletedEventAttributes.newBuilder()
                  .setScheduledEventId(scheduledEventId)
                  .setStartedEventId(startedEventId)
                  .setIdentity(worker);
          if (result != null) {
            completed.setResult(result);
          }
          return event(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED, time)
              .setActivityTaskCompletedEventAttributes(completed);
        },
        out);
  }

  @Override
  public void fail(Failure failure, String worker, Outbox out) {
    RetryState state = retry(failure);
    if (state == RetryState.RETRY_STATE_IN_PROGRESS) {
      return;
    }
    var time = execution.now();
    close(
        startedEventId ->
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED, time)
                .setActivityTaskFailedEventAttributes(
                    ActivityTaskFailedEventAttributes.newBuilder()
                        .setFailure(failure)
                        .setScheduledEventId(scheduledEventId)
                        .setStartedEventId(startedEventId)
                        .setIdentity(worker)
                        .setRetryState(state)),
        out);
  }

  @Override
  public void cancel(@Nullable Payloads details, String worker, Outbox out) {
    var time = execution.now();
    close(
        startedEventId -> {
          ActivityTaskCanceledEventAttributes.Builder canceled =
              ActivityTaskCanceledEventAttributes.newBuilder()
                  .setScheduledEventId(scheduledEventId)
                  .setStartedEventId(startedEventId)
                  .setLatestCancelRequestedEventId(cancelRequestedEventId)
                  .setIdentity(worker);
          if (details != null) {
            canceled.setDetails(details);
          }
          return event(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED, time)
              .setActivityTaskCanceledEventAttributes(canceled);
        },
        out);
  }

  void requestCancel(long eventId, String worker, Outbox out) {
    attempts.requestCancel();
    cancelRequestedEventId = eventId;
    if (!attempts.started()) {
      cancel(NOT_STARTED, worker, out);
    }
  }

  private void close(java.util.function.LongFunction<HistoryEvent.Builder> end, Outbox out) {
    execution.activities.close(this, end);
    execution.changed(out);
  }

  private RetryState retry(Failure failure) {
    RetryState state = attempts.retry(failure, now());
    if (state == RetryState.RETRY_STATE_IN_PROGRESS) {
      if (!attempts.paused()) {
        forgetReset();
      }
      execution.wakeAt(attempts.deadlineNanos());
    }
    return state;
  }

  /** Notes a reset, which heartbeats tell until the next attempt is scheduled. */
  void noteReset(boolean clearsHeartbeat) {
    resetRequested = true;
    resetClearsHeartbeat |= clearsHeartbeat;
  }

  /** Forgets a reset, as another attempt is scheduled. */
  void forgetReset() {
    if (resetClearsHeartbeat) {
      attempts.heartbeatDetails(null);
    }
    resetRequested = false;
    resetClearsHeartbeat = false;
  }

  /** Makes the current attempt available to workers, if it is not under way and may start. */
  void offer(Outbox out) {
    if (attempts.started() || attempts.waiting() || attempts.held()) {
      execution.wakeAt(attempts.deadlineNanos());
    } else {
      ActivityOffer.dispatch(this, out);
    }
  }

  /** Carries out what is due by the activity's deadline, if it has come. */
  void wake(long nowNanos, Outbox out) {
    TimeoutType overdue = attempts.overdue(nowNanos);
    if (overdue != TimeoutType.TIMEOUT_TYPE_UNSPECIFIED) {
      timeOut(overdue, out);
    } else if (attempts.endsWaiting(nowNanos)) {
      ActivityOffer.dispatch(this, out);
    }
  }

  private void timeOut(TimeoutType type, Outbox out) {
    RetryState state = retry(timeout(type, null));
    if (state == RetryState.RETRY_STATE_IN_PROGRESS) {
      return;
    }
    boolean noTimeLeft =
        state == RetryState.RETRY_STATE_TIMEOUT
            && type != TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
    Failure failure =
        noTimeLeft
            ? timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE, attempts.heartbeatDetails())
                .toBuilder()
                .setMessage(
                    "Not enough time to schedule next retry before activity ScheduleToClose"
                        + " timeout, giving up retrying")
                .build()
            : timeout(type, attempts.heartbeatDetails());
    var time = execution.now();
    close(
        startedEventId ->
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT, time)
                .setActivityTaskTimedOutEventAttributes(
                    ActivityTaskTimedOutEventAttributes.newBuilder()
                        .setFailure(failure)
                        .setScheduledEventId(scheduledEventId)
                        .setStartedEventId(startedEventId)
                        .setRetryState(state)),
        out);
  }

  private static Failure timeout(TimeoutType type, @Nullable Payloads details) {
    TimeoutFailureInfo.Builder info = TimeoutFailureInfo.newBuilder().setTimeoutType(type);
    if (details != null) {
      info.setLastHeartbeatDetails(details);
    }
    return Failure.newBuilder()
        .setMessage("activity " + ActivityTimeouts.name(type) + " timeout")
        .setSource("Server")
        .setTimeoutFailureInfo(info)
        .build();
  }

  PendingActivityInfo describe() {
    return PendingActivities.describe(execution.server.wallTime(), command, attempts);
  }
}
