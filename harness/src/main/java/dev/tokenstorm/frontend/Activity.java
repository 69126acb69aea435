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

/**
 * A pending activity: its attempts, its timeouts and how it ends. Guarded by its execution's lock.
 */
final class Activity {
  private static final long NEVER = Long.MAX_VALUE;

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
  private final ActivityTimeouts timeouts;
  private final Retries retries;
  private long scheduledEventId;
  private long firstScheduledNanos;
  private int attempt = 1;
  private boolean started;
  private boolean backingOff;

  /**
   * Whether the activity has ended. It is also read without the lock, by a queue that looks for
   * stale tasks.
   */
  private volatile boolean over;

  /** Time at which the current attempt was scheduled, or will be. */
  private long scheduledNanos;

  private long startedNanos;
  private long heartbeatNanos;
  private String identity = "";
  private boolean cancelRequested;
  private long cancelRequestedEventId;
  private @Nullable Payloads heartbeatDetails;
  private @Nullable Failure lastFailure;

  Activity(Execution execution, ScheduleActivityTaskCommandAttributes command) {
    this.execution = execution;
    this.command = command;
    this.timeouts = ActivityTimeouts.of(command, execution.runNanos());
    this.retries = Retries.of(command.getRetryPolicy());
  }

  String id() {
    return command.getActivityId();
  }

  long scheduledEventId() {
    return scheduledEventId;
  }

  int attempt() {
    return attempt;
  }

  boolean started() {
    return started;
  }

  boolean cancelRequested() {
    return cancelRequested;
  }

  private String queue() {
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
    firstScheduledNanos = execution.server.clock().nanoTime();
    scheduledNanos = firstScheduledNanos;
    ActivityTaskScheduledEventAttributes.Builder scheduled =
        ActivityTaskScheduledEventAttributes.newBuilder()
            .setActivityId(id())
            .setActivityType(command.getActivityType())
            .setTaskQueue(WorkflowTask.normal(queue()))
            .setScheduleToCloseTimeout(WallTime.duration(timeouts.scheduleToClose()))
            .setScheduleToStartTimeout(WallTime.duration(timeouts.scheduleToStart()))
            .setStartToCloseTimeout(WallTime.duration(timeouts.startToClose()))
            .setHeartbeatTimeout(WallTime.duration(timeouts.heartbeat()))
            .setRetryPolicy(retries.policy())
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

  /** Puts the current attempt into its task queue. */
  void dispatch(Outbox out) {
    execution.wakeAt(deadlineNanos());
    execution.server.activityTasks().offer(queue(), new Offer(attempt), out);
  }

  /** One attempt, as its task queue holds it. */
  private final class Offer implements Task<PollActivityTaskQueueResponse> {
    private final int number;

    Offer(int number) {
      this.number = number;
    }

    @Override
    public Execution execution() {
      return execution;
    }

    @Override
    public boolean live() {
      return attempt == number && !started && !over && execution.open();
    }

    @Override
    public boolean give(Poll<PollActivityTaskQueueResponse> poll, Outbox out) {
      if (!live()) {
        return false;
      }
      PollActivityTaskQueueResponse answer = start(poll.identity(), out);
      out.add(() -> execution.server.faults().deliver(poll, answer));
      return true;
    }
  }

  /**
   * A second delivery of a task, whatever became of the first one. A poll may get it after the
   * workflow's end, but a queue does not keep it that long.
   */
  private record DuplicateDelivery(Execution execution, PollActivityTaskQueueResponse answer)
      implements Task<PollActivityTaskQueueResponse> {

    @Override
    public boolean live() {
      return execution.open();
    }

    @Override
    public boolean give(Poll<PollActivityTaskQueueResponse> poll, Outbox out) {
      out.add(() -> execution.server.faults().deliver(poll, answer));
      return true;
    }
  }

  /**
   * Starts the current attempt for a worker; the duplication fault may offer it to another worker
   * as well.
   */
  PollActivityTaskQueueResponse start(String worker, Outbox out) {
    PollActivityTaskQueueResponse answer = start(worker);
    if (execution.server.faults().duplicates()) {
      execution
          .server
          .activityTasks()
          .offer(queue(), new DuplicateDelivery(execution, answer), out);
    }
    return answer;
  }

  private PollActivityTaskQueueResponse start(String worker) {
    ServerContext server = execution.server;
    markStarted(worker);
    PollActivityTaskQueueResponse.Builder answer =
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(
                new TaskToken(
                        TaskToken.Kind.ACTIVITY,
                        server.id(),
                        execution.serial,
                        scheduledEventId,
                        attempt)
                    .bytes())
            .setWorkflowNamespace(server.namespace())
            .setWorkflowType(execution.request.getWorkflowType())
            .setWorkflowExecution(execution.identity())
            .setActivityType(command.getActivityType())
            .setActivityId(id())
            .setScheduledTime(server.wallTime().at(firstScheduledNanos))
            .setCurrentAttemptScheduledTime(server.wallTime().at(scheduledNanos))
            .setStartedTime(server.wallTime().at(startedNanos))
            .setAttempt(attempt)
            .setScheduleToCloseTimeout(WallTime.duration(timeouts.scheduleToClose()))
            .setStartToCloseTimeout(WallTime.duration(timeouts.startToClose()))
            .setHeartbeatTimeout(WallTime.duration(timeouts.heartbeat()))
            .setRetryPolicy(retries.policy());
    if (command.hasInput()) {
      answer.setInput(command.getInput());
    }
    if (command.hasHeader()) {
      answer.setHeader(command.getHeader());
    }
    if (command.hasPriority()) {
      answer.setPriority(command.getPriority());
    }
    if (heartbeatDetails != null) {
      answer.setHeartbeatDetails(heartbeatDetails);
    }
    return answer.build();
  }

  private void markStarted(String worker) {
    started = true;
    backingOff = false;
    startedNanos = execution.server.clock().nanoTime();
    heartbeatNanos = startedNanos;
    identity = worker;
    execution.wakeAt(deadlineNanos());
  }

  HistoryEvent.Builder startedEvent() {
    ActivityTaskStartedEventAttributes.Builder attributes =
        ActivityTaskStartedEventAttributes.newBuilder()
            .setScheduledEventId(scheduledEventId)
            .setIdentity(identity)
            .setRequestId(execution.runId + '-' + scheduledEventId + '-' + attempt)
            .setAttempt(attempt);
    if (lastFailure != null) {
      attributes.setLastFailure(lastFailure);
    }
    return event(
            EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
            execution.server.wallTime().at(startedNanos))
        .setActivityTaskStartedEventAttributes(attributes);
  }

  /** Records a heartbeat. Its details are given to the next attempt. */
  void heartbeat(@Nullable Payloads details) {
    heartbeatNanos = execution.server.clock().nanoTime();
    if (details != null) {
      heartbeatDetails = details;
    }
  }

  /** Completes the activity. A completion by id may come before the attempt has started. */
  void complete(@Nullable Payloads result, String worker, Outbox out) {
    if (!started) {
      markStarted(worker);
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

  /** Fails the current attempt: the activity is retried, or ends. */
  void fail(Failure failure, String worker, Outbox out) {
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

  /** Ends the activity as cancelled, as its workflow has requested. */
  void cancel(@Nullable Payloads details, String worker, Outbox out) {
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
    cancelRequested = true;
    cancelRequestedEventId = eventId;
    if (!started) {
      cancel(NOT_STARTED, worker, out);
    }
  }

  private void close(java.util.function.LongFunction<HistoryEvent.Builder> end, Outbox out) {
    execution.activities.close(this, end);
    execution.changed(out);
  }

  private RetryState retry(Failure failure) {
    if (cancelRequested) {
      return RetryState.RETRY_STATE_CANCEL_REQUESTED;
    }
    long now = execution.server.clock().nanoTime();
    long expires =
        timeouts.scheduleToClose() == 0 ? NEVER : firstScheduledNanos + timeouts.scheduleToClose();
    Retries.Decision decision = retries.decide(failure, attempt, now, expires);
    if (decision.state() == RetryState.RETRY_STATE_IN_PROGRESS) {
      attempt++;
      started = false;
      backingOff = true;
      lastFailure = failure;
      scheduledNanos = now + decision.delayNanos();
      execution.wakeAt(deadlineNanos());
    }
    return decision.state();
  }

  long deadlineNanos() {
    long deadline =
        timeouts.scheduleToClose() == 0 ? NEVER : firstScheduledNanos + timeouts.scheduleToClose();
    if (backingOff) {
      return Math.min(deadline, scheduledNanos);
    }
    if (!started) {
      return timeouts.scheduleToStart() == 0
          ? deadline
          : Math.min(deadline, scheduledNanos + timeouts.scheduleToStart());
    }
    deadline = Math.min(deadline, startedNanos + timeouts.startToClose());
    return timeouts.heartbeat() == 0
        ? deadline
        : Math.min(deadline, heartbeatNanos + timeouts.heartbeat());
  }

  /** Carries out what is due by the activity's deadline, if it has come. */
  void wake(long nowNanos, Outbox out) {
    if (deadlineNanos() > nowNanos) {
      return;
    }
    if (timeouts.scheduleToClose() > 0
        && firstScheduledNanos + timeouts.scheduleToClose() <= nowNanos) {
      timeOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE, out);
    } else if (backingOff) {
      backingOff = false;
      dispatch(out);
    } else if (!started) {
      timeOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START, out);
    } else if (startedNanos + timeouts.startToClose() <= nowNanos) {
      timeOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE, out);
    } else {
      timeOut(TimeoutType.TIMEOUT_TYPE_HEARTBEAT, out);
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
            ? timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE, heartbeatDetails).toBuilder()
                .setMessage(
                    "Not enough time to schedule next retry before activity ScheduleToClose"
                        + " timeout, giving up retrying")
                .build()
            : timeout(type, heartbeatDetails);
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
    return PendingActivities.describe(
        execution.server.wallTime(),
        command,
        new PendingActivities.Attempt(
            attempt,
            retries.policy().getMaximumAttempts(),
            started,
            cancelRequested,
            scheduledNanos,
            startedNanos,
            heartbeatNanos,
            identity,
            heartbeatDetails,
            lastFailure));
  }
}
