package dev.tokenstorm.frontend;

import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of an activity: which one is the current one, how far it is, when it times out and
 * when it is retried. Times are in nanoseconds of the monotonic clock. Guarded by the execution's
 * lock.
 */
final class ActivityAttempts {
  private static final long NEVER = Long.MAX_VALUE;

  private ActivityTimeouts timeouts;
  private final Retries retries;
  private final long scheduledNanos;
  private final long firstDispatchNanos;

  /** Whether a workflow scheduled it: then its time stands still while it is paused. */
  private final boolean ofWorkflow;

  private int number = 1;
  private int stamp;
  private int startedStamp;
  private boolean started;

  /** Whether the current attempt waits for its time, in a start delay or in a back-off. */
  private boolean waiting;

  private boolean paused;
  private long dispatchNanos;
  private boolean everStarted;
  private long startedNanos;
  private long heartbeatNanos;
  private String identity = "";
  private boolean cancelRequested;
  private @Nullable Payloads heartbeatDetails;
  private @Nullable Failure lastFailure;

  private ActivityAttempts(
      ActivityTimeouts timeouts,
      Retries retries,
      long scheduledNanos,
      long startDelayNanos,
      boolean ofWorkflow) {
    this.timeouts = timeouts;
    this.retries = retries;
    this.scheduledNanos = scheduledNanos;
    this.ofWorkflow = ofWorkflow;
    this.firstDispatchNanos = scheduledNanos + startDelayNanos;
    this.dispatchNanos = firstDispatchNanos;
    this.waiting = startDelayNanos > 0;
  }

  /** Returns the attempts of an activity that a workflow schedules now. */
  static ActivityAttempts ofWorkflow(ActivityTimeouts timeouts, Retries retries, long nowNanos) {
    return new ActivityAttempts(timeouts, retries, nowNanos, 0, true);
  }

  /**
   * Returns the attempts of an activity that a client starts now.
   *
   * @param startDelayNanos after which the first attempt may start
   */
  static ActivityAttempts standalone(
      ActivityTimeouts timeouts, Retries retries, long nowNanos, long startDelayNanos) {
    return new ActivityAttempts(timeouts, retries, nowNanos, startDelayNanos, false);
  }

  /** Returns the timeouts, which an operator may change. */
  ActivityTimeouts timeouts() {
    return timeouts;
  }

  RetryPolicy policy() {
    return retries.policy();
  }

  /** Returns when the activity was scheduled. */
  long scheduledNanos() {
    return scheduledNanos;
  }

  /** Returns when the first attempt was put into its task queue, or will be. */
  long firstDispatchNanos() {
    return firstDispatchNanos;
  }

  /** Returns when the current attempt was put into its task queue, or will be. */
  long dispatchNanos() {
    return dispatchNanos;
  }

  /** Returns whether an attempt has started, this one or an earlier one. */
  boolean everStarted() {
    return everStarted;
  }

  /** Returns when an attempt started last, if any has. */
  long startedNanos() {
    return startedNanos;
  }

  /** Returns when the current attempt last showed that it lives: by its start, or a heartbeat. */
  long heartbeatNanos() {
    return heartbeatNanos;
  }

  /** Returns the number of the current attempt, from 1. */
  int number() {
    return number;
  }

  boolean started() {
    return started;
  }

  /** Returns a number that tells an offer of an attempt from earlier ones, which are stale. */
  int stamp() {
    return stamp;
  }

  /** Returns the stamp of the offer by which an attempt started last. */
  int startedStamp() {
    return startedStamp;
  }

  /** Returns whether an operator has paused the activity; an attempt under way goes on. */
  boolean paused() {
    return paused;
  }

  /** Returns whether the activity is paused and no attempt is under way. */
  boolean held() {
    return paused && !started;
  }

  /** Returns whether the current attempt waits for its time. */
  boolean waiting() {
    return waiting;
  }

  /** Returns who started an attempt last. */
  String identity() {
    return identity;
  }

  void identity(String worker) {
    identity = worker;
  }

  boolean cancelRequested() {
    return cancelRequested;
  }

  void requestCancel() {
    cancelRequested = true;
    paused &= ofWorkflow;
  }

  @Nullable Payloads heartbeatDetails() {
    return heartbeatDetails;
  }

  void heartbeatDetails(@Nullable Payloads details) {
    heartbeatDetails = details;
  }

  @Nullable Failure lastFailure() {
    return lastFailure;
  }

  void lastFailure(Failure failure) {
    lastFailure = failure;
  }

  /** Marks the current attempt as started. */
  void start(long nowNanos, String worker) {
    started = true;
    everStarted = true;
    startedStamp = stamp;
    waiting = false;
    startedNanos = nowNanos;
    heartbeatNanos = nowNanos;
    identity = worker;
  }

  void heartbeat(long nowNanos) {
    heartbeatNanos = nowNanos;
  }

  /**
   * Returns a poll's answer with all that the attempts know of the task.
   *
   * @param told timeouts that the worker is told
   */
  PollActivityTaskQueueResponse.Builder answer(WallTime time, ActivityTimeouts told) {
    PollActivityTaskQueueResponse.Builder answer =
        PollActivityTaskQueueResponse.newBuilder()
            .setScheduledTime(time.at(scheduledNanos))
            .setCurrentAttemptScheduledTime(time.at(dispatchNanos))
            .setStartedTime(time.at(startedNanos))
            .setAttempt(number)
            .setScheduleToCloseTimeout(WallTime.duration(told.scheduleToClose()))
            .setStartToCloseTimeout(WallTime.duration(told.startToClose()))
            .setHeartbeatTimeout(WallTime.duration(told.heartbeat()))
            .setRetryPolicy(retries.policy());
    if (heartbeatDetails != null) {
      answer.setHeartbeatDetails(heartbeatDetails);
    }
    return answer;
  }

  /** Returns the activity's options, as far as operators may change them. */
  ActivityOptions.Builder options(String queue) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(WorkflowTask.normal(queue))
        .setScheduleToCloseTimeout(WallTime.duration(timeouts.scheduleToClose()))
        .setScheduleToStartTimeout(WallTime.duration(timeouts.scheduleToStart()))
        .setStartToCloseTimeout(WallTime.duration(timeouts.startToClose()))
        .setHeartbeatTimeout(WallTime.duration(timeouts.heartbeat()))
        .setRetryPolicy(retries.policy());
  }

  /**
   * Ends the current attempt by a failure. The next one becomes the current one if there may be
   * another; the answer tells why, or why not.
   */
  RetryState retry(Failure failure, long nowNanos) {
    if (cancelRequested) {
      return RetryState.RETRY_STATE_CANCEL_REQUESTED;
    }
    Retries.Decision decision =
        paused && ofWorkflow
            ? retries.decidePaused(failure)
            : retries.decide(failure, number, nowNanos, expiresNanos());
    if (decision.state() == RetryState.RETRY_STATE_IN_PROGRESS) {
      number++;
      stamp++;
      started = false;
      waiting = true;
      lastFailure = failure;
      dispatchNanos = nowNanos + decision.delayNanos();
    }
    return decision.state();
  }

  /** Returns when the activity is over whatever happens; {@link Long#MAX_VALUE} for never. */
  long expiresNanos() {
    return timeouts.scheduleToClose() == 0
        ? NEVER
        : firstDispatchNanos + timeouts.scheduleToClose();
  }

  /** Returns when something is due next. */
  long deadlineNanos() {
    if (paused && ofWorkflow) {
      return NEVER;
    }
    long deadline = expiresNanos();
    if (held()) {
      return deadline;
    }
    if (waiting) {
      return Math.min(deadline, dispatchNanos);
    }
    if (!started) {
      return timeouts.scheduleToStart() == 0
          ? deadline
          : Math.min(deadline, dispatchNanos + timeouts.scheduleToStart());
    }
    deadline = Math.min(deadline, startedNanos + timeouts.startToClose());
    return timeouts.heartbeat() == 0
        ? deadline
        : Math.min(deadline, heartbeatNanos + timeouts.heartbeat());
  }

  /** Returns which timeout is over, or {@code TIMEOUT_TYPE_UNSPECIFIED} if none is. */
  TimeoutType overdue(long nowNanos) {
    if (deadlineNanos() > nowNanos) {
      return TimeoutType.TIMEOUT_TYPE_UNSPECIFIED;
    }
    if (expiresNanos() <= nowNanos) {
      return TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE;
    }
    if (waiting || held()) {
      return TimeoutType.TIMEOUT_TYPE_UNSPECIFIED;
    }
    if (!started) {
      return TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
    }
    return startedNanos + timeouts.startToClose() <= nowNanos
        ? TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE
        : TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
  }

  /** Returns whether the current attempt's waiting has just ended, so that it is dispatched. */
  boolean endsWaiting(long nowNanos) {
    if (!waiting || held() || dispatchNanos > nowNanos) {
      return false;
    }
    waiting = false;
    return true;
  }

  // ---- what an operator does

  /** Pauses the activity. An offer that waits for a poll becomes stale. */
  void pause() {
    paused = true;
    if (!started) {
      stamp++;
    }
  }

  /**
   * Ends a pause. The current attempt is to be offered anew if it is not under way. That of a
   * workflow's activity has no back-off any more then.
   */
  void unpause(long nowNanos) {
    paused = false;
    if (!started) {
      if (ofWorkflow) {
        forgetBackOff(nowNanos);
      }
      offerAnew(nowNanos);
    }
  }

  /** Starts to count at 1 again, without a back-off, as a reset of a standalone activity does. */
  void reset(long nowNanos) {
    number = 1;
    started = false;
    dispatchNanos = everStarted ? nowNanos : firstDispatchNanos;
    offerAnew(nowNanos);
  }

  /**
   * Makes the current attempt attempt 1, as a reset of a workflow's activity does. If it is not
   * under way, it is to be offered anew, without a back-off.
   */
  void renumber(long nowNanos) {
    number = 1;
    if (!started) {
      forgetBackOff(nowNanos);
      offerAnew(nowNanos);
    }
  }

  /** Makes the current attempt attempt 1, and leaves it paused. */
  void renumberPaused() {
    number = 1;
  }

  /** A server that schedules an attempt anew forgets why the attempt before has failed. */
  private void forgetBackOff(long nowNanos) {
    dispatchNanos = nowNanos;
    lastFailure = null;
  }

  /** Changes the timeouts. The current attempt is to be offered anew if it is not under way. */
  void change(ActivityTimeouts changed, long nowNanos) {
    timeouts = changed;
    if (!started) {
      if (ofWorkflow) {
        lastFailure = null;
      }
      offerAnew(nowNanos);
    }
  }

  private void offerAnew(long nowNanos) {
    stamp++;
    dispatchNanos = Math.max(nowNanos, dispatchNanos);
    waiting = dispatchNanos > nowNanos;
  }
}
