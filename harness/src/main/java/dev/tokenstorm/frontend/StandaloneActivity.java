package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityExecutionOutcome;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An activity that a client started, without a workflow. It has no history: what clients may ask of
 * it is its present state.
 */
final class StandaloneActivity extends AnyExecution
    implements OfferedActivity, CompletableActivity {
  private static final long NEVER = Long.MAX_VALUE;

  private final StartActivityExecutionRequest request;
  private final ActivityAttempts attempts;
  private final HeartbeatLog heartbeats = new HeartbeatLog();
  private final OperatorState operators = new OperatorState();
  private String cancelRequestId = "";
  private String cancelReason = "";
  private String canceller = "";
  private String terminateRequestId = "";
  private long transitions = 1;
  private long attemptEndedNanos = NEVER;
  private long closedNanos;
  private long bytes;
  private Optional<ActivityExecutionOutcome> outcome = Optional.empty();

  /** Also read without the lock, by a queue that looks for stale tasks. */
  private volatile ActivityExecutionStatus status =
      ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING;

  StandaloneActivity(
      ServerContext server, long serial, String runId, StartActivityExecutionRequest request) {
    super(server, serial, runId);
    this.request = request;
    this.attempts =
        ActivityAttempts.standalone(
            ActivityTimeouts.of(request),
            Retries.standalone(request.getRetryPolicy()),
            now(),
            WallTime.nanos(request.getStartDelay()));
  }

  long now() {
    return server.clock().nanoTime();
  }

  StartActivityExecutionRequest request() {
    return request;
  }

  @Override
  String id() {
    return request.getActivityId();
  }

  @Override
  boolean open() {
    return status == ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING;
  }

  @Override
  long bytes() {
    return bytes;
  }

  ActivityExecutionStatus status() {
    return open() && attempts.held()
        ? ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_PAUSED
        : status;
  }

  OperatorState operators() {
    return operators;
  }

  /** Returns whether a cancellation or a reset waits for the end of the attempt under way. */
  boolean endsOtherwise() {
    return attempts.cancelRequested() || operators.resetRequested();
  }

  /** Returns how often the state has changed. */
  long transitions() {
    return transitions;
  }

  /** Returns when an attempt ended last; {@link Long#MAX_VALUE} if none has. */
  long attemptEndedNanos() {
    return attemptEndedNanos;
  }

  long closedNanos() {
    return closedNanos;
  }

  String cancelReason() {
    return cancelReason;
  }

  HeartbeatLog heartbeats() {
    return heartbeats;
  }

  /** Returns how the activity ended; nothing while it is open. */
  Optional<ActivityExecutionOutcome> outcome() {
    return outcome;
  }

  @Override
  public AnyExecution execution() {
    return this;
  }

  @Override
  public ActivityAttempts attempts() {
    return attempts;
  }

  @Override
  public String queue() {
    return request.getTaskQueue().getName();
  }

  @Override
  public boolean pending() {
    return open();
  }

  /**
   * Makes the current attempt available to workers, if it is not under way and its time has come.
   */
  void offer(Outbox out) {
    if (attempts.started() || attempts.waiting() || attempts.held()) {
      wakeAt(attempts.deadlineNanos());
    } else {
      ActivityOffer.dispatch(this, out);
    }
  }

  @Override
  public PollActivityTaskQueueResponse start(String worker, Outbox out) {
    attempts.start(now(), worker);
    changed(out);
    return StandaloneDescriptions.task(this);
  }

  /**
   * Checks that the attempt that a token names is the current one, and has started.
   *
   * @throws StatusRuntimeException NOT_FOUND if not
   */
  void requireAttempt(TaskToken token) {
    requireStarted();
    if (attempts.number() != token.attempt()
        || attempts.startedStamp() != token.scheduledEventId()) {
      throw StatusErrors.noStandaloneActivity(id());
    }
  }

  /**
   * Checks that an attempt is under way.
   *
   * @throws StatusRuntimeException NOT_FOUND if not
   */
  void requireStarted() {
    if (!open() || !attempts.started()) {
      throw StatusErrors.noStandaloneActivity(id());
    }
  }

  /**
   * Checks that the activity is open.
   *
   * @throws StatusRuntimeException FAILED_PRECONDITION if not
   */
  void requireOpen() {
    if (!open()) {
      throw StatusErrors.invalidTransition(status);
    }
  }

  @Override
  public void complete(@Nullable Payloads result, String worker, Outbox out) {
    long now = now();
    if (!attempts.started()) {
      attempts.start(now, worker);
    }
    attempts.identity(worker);
    attemptEndedNanos = now;
    close(
        ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED,
        ActivityExecutionOutcome.newBuilder()
            .setResult(result == null ? Payloads.getDefaultInstance() : result)
            .build(),
        out);
  }

  @Override
  public void fail(Failure failure, String worker, Outbox out) {
    RetryState state = retry(failure, out);
    if (state != RetryState.RETRY_STATE_IN_PROGRESS) {
      attempts.identity(worker);
      Failure last = StandaloneFailures.given(failure);
      endAttempt(last);
      close(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_FAILED, failed(last, state), out);
    }
  }

  private RetryState retry(Failure failure, Outbox out) {
    long now = now();
    if (operators.resetRequested()) {
      endAttempt(failure);
      StandaloneOperators.carryOutReset(this, out);
      changed(out);
      return RetryState.RETRY_STATE_IN_PROGRESS;
    }
    RetryState state = attempts.retry(failure, now);
    if (state == RetryState.RETRY_STATE_IN_PROGRESS) {
      attemptEndedNanos = now;
      wakeAt(attempts.deadlineNanos());
      changed(out);
    }
    return state;
  }

  private void endAttempt(Failure failure) {
    attempts.lastFailure(failure);
    attemptEndedNanos = now();
  }

  @Override
  public boolean cancelRequested() {
    return attempts.cancelRequested();
  }

  @Override
  public boolean pauseRequested() {
    return attempts.paused() && !endsOtherwise();
  }

  @Override
  public boolean resetRequested() {
    return operators.resetRequested();
  }

  @Override
  public void cancel(@Nullable Payloads details, String worker, Outbox out) {
    Failure failure = StandaloneFailures.canceled(details, canceller);
    close(
        ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_CANCELED,
        failed(failure, RetryState.RETRY_STATE_UNSPECIFIED),
        out);
  }

  @Override
  public void heartbeat(@Nullable Payloads details, Outbox out) {
    recordHeartbeat(details);
    wakeAt(attempts.deadlineNanos());
    changed(out);
  }

  @Override
  public void lastHeartbeat(Payloads details) {
    recordHeartbeat(details);
  }

  private void recordHeartbeat(@Nullable Payloads details) {
    attempts.heartbeat(now());
    attempts.heartbeatDetails(details);
    heartbeats.record(now());
  }

  /**
   * Requests the cancellation of the activity. It is cancelled at once if no attempt is under way.
   *
   * @param requestId not empty
   * @throws StatusRuntimeException FAILED_PRECONDITION if it is closed, or another request asked
   *     for it before
   */
  void requestCancel(String requestId, String reason, String identity, Outbox out) {
    if (cancelRequestId.equals(requestId)) {
      // A server counts this as a change as well.
      changed(out);
      return;
    }
    if (!open()) {
      throw StatusErrors.failedPrecondition(
          "activity is in terminal state " + StandaloneWords.of(status));
    }
    if (attempts.cancelRequested()) {
      throw StatusErrors.failedPrecondition(
          "cancellation already requested with request ID " + cancelRequestId);
    }
    cancelRequestId = requestId;
    cancelReason = reason;
    canceller = identity;
    attempts.requestCancel();
    operators.forgetReset();
    if (attempts.started()) {
      changed(out);
    } else {
      cancel(StandaloneFailures.text(reason), identity, out);
    }
  }

  /**
   * Terminates the activity.
   *
   * @throws StatusRuntimeException FAILED_PRECONDITION if it is closed, but not by this request
   */
  void terminate(String requestId, String reason, String identity, Outbox out) {
    if (status == ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED) {
      if (!terminateRequestId.equals(requestId)) {
        throw StatusErrors.failedPrecondition(
            "already terminated with request ID " + terminateRequestId);
      }
      changed(out);
      return;
    }
    requireOpen();
    terminateRequestId = requestId;
    Failure failure = StandaloneFailures.terminated(reason, identity);
    close(
        ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED,
        failed(failure, RetryState.RETRY_STATE_UNSPECIFIED),
        out);
  }

  private static ActivityExecutionOutcome failed(Failure failure, RetryState state) {
    return ActivityExecutionOutcome.newBuilder().setFailure(failure).setRetryState(state).build();
  }

  private void close(ActivityExecutionStatus how, ActivityExecutionOutcome end, Outbox out) {
    status = how;
    outcome = Optional.of(end);
    closedNanos = now();
    bytes = (long) request.getSerializedSize() + end.getSerializedSize();
    server.timers().cancel(this);
    server.activities().closed(this);
    changed(out);
  }

  /** Counts a change, and tells those who wait for one. */
  void changed(Outbox out) {
    transitions++;
    tellWatchers(out);
  }

  @Override
  long wake(long nowNanos, Outbox out) {
    TimeoutType overdue = attempts.overdue(nowNanos);
    if (overdue != TimeoutType.TIMEOUT_TYPE_UNSPECIFIED) {
      timeOut(overdue, out);
    } else if (attempts.endsWaiting(nowNanos)) {
      ActivityOffer.dispatch(this, out);
    }
    return attempts.deadlineNanos();
  }

  private void timeOut(TimeoutType type, Outbox out) {
    Optional<Failure> before = Optional.ofNullable(attempts.lastFailure());
    RetryState state;
    Failure failure;
    if (StandaloneFailures.endsAttempt(type)) {
      state = retry(StandaloneFailures.timeout(type), out);
      if (state == RetryState.RETRY_STATE_IN_PROGRESS) {
        return;
      }
      Failure ended = StandaloneFailures.timeout(type, attempts.heartbeatDetails(), before);
      endAttempt(ended);
      failure =
          state == RetryState.RETRY_STATE_TIMEOUT
              ? StandaloneFailures.noTimeLeft(attempts.heartbeatDetails(), before)
              : ended;
    } else {
      boolean cancelled =
          attempts.cancelRequested() && type == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE;
      state = cancelled ? RetryState.RETRY_STATE_CANCEL_REQUESTED : RetryState.RETRY_STATE_TIMEOUT;
      failure = StandaloneFailures.timeout(type, attempts.heartbeatDetails(), before);
    }
    close(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TIMED_OUT, failed(failure, state), out);
  }
}
