package dev.tokenstorm.standalone;

import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.JsonTexts;
import dev.tokenstorm.workload.ServerTime;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.activity.v1.ActivityExecutionOutcome;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import java.util.Map;
import java.util.Optional;

/** Reads what a server tells of a standalone activity, which has no history. */
final class ActivityDescription {
  /** What is not told of an attempt. */
  private static final int NOT_TOLD = 0;

  private ActivityDescription() {}

  /** Whether an activity of this status is open. A paused one is. */
  static boolean isOpen(ActivityExecutionStatus status) {
    return status == ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING
        || status == ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_PAUSED;
  }

  /** What it says, its outcome included. */
  static Evidence evidence(DescribeActivityExecutionResponse described) {
    Optional<ExecutionEnd> end = end(described);
    ActivityEvidence activity =
        new ActivityEvidence(
            1,
            end.isPresent() ? 1 : 0,
            startedAttempt(described),
            closing(described.getInfo()),
            JsonTexts.read(described.getOutcome().getResult()));
    return new Evidence(
        end,
        ServerTime.nanos(described.getInfo().getExecutionDuration()),
        Map.of(StandaloneExpectation.ACTIVITY, activity));
  }

  private static Optional<ExecutionEnd> end(DescribeActivityExecutionResponse described) {
    ActivityExecutionOutcome outcome = described.getOutcome();
    return switch (described.getInfo().getStatus()) {
      case ACTIVITY_EXECUTION_STATUS_COMPLETED ->
          Optional.of(ExecutionEnd.completed(JsonTexts.read(outcome.getResult())));
      case ACTIVITY_EXECUTION_STATUS_FAILED ->
          Optional.of(
              ExecutionEnd.failed(
                  outcome.getFailure().hasApplicationFailureInfo()
                      ? Cause.APPLICATION
                      : Cause.OTHER));
      case ACTIVITY_EXECUTION_STATUS_CANCELED -> Optional.of(ExecutionEnd.of(Status.CANCELLED));
      case ACTIVITY_EXECUTION_STATUS_TERMINATED -> Optional.of(ExecutionEnd.of(Status.TERMINATED));
      case ACTIVITY_EXECUTION_STATUS_TIMED_OUT -> Optional.of(ExecutionEnd.of(Status.TIMED_OUT));
      default -> Optional.empty();
    };
  }

  private static Closing closing(ActivityExecutionInfo info) {
    return switch (info.getStatus()) {
      case ACTIVITY_EXECUTION_STATUS_COMPLETED -> Closing.COMPLETED;
      case ACTIVITY_EXECUTION_STATUS_FAILED -> Closing.FAILED;
      case ACTIVITY_EXECUTION_STATUS_CANCELED -> Closing.CANCELLED;
      case ACTIVITY_EXECUTION_STATUS_TIMED_OUT -> Closing.TIMED_OUT;
      default -> Closing.NONE;
    };
  }

  /**
   * The attempt that was started last. The server tells the attempt that is current, which may wait
   * for its start: then the last start is that of the attempt before, which is over.
   */
  private static int startedAttempt(DescribeActivityExecutionResponse described) {
    ActivityExecutionInfo info = described.getInfo();
    if (!info.hasLastStartedTime()) {
      return NOT_TOLD;
    }
    return switch (info.getStatus()) {
      case ACTIVITY_EXECUTION_STATUS_COMPLETED, ACTIVITY_EXECUTION_STATUS_FAILED ->
          info.getAttempt();
      case ACTIVITY_EXECUTION_STATUS_TIMED_OUT ->
          isOfAttempt(timeout(described)) ? info.getAttempt() : NOT_TOLD;
      default -> isStarted(info) ? info.getAttempt() : info.getAttempt() - 1;
    };
  }

  private static TimeoutType timeout(DescribeActivityExecutionResponse described) {
    return described.getOutcome().getFailure().getTimeoutFailureInfo().getTimeoutType();
  }

  /** Whether it was an attempt that took too long, and not all of them together. */
  private static boolean isOfAttempt(TimeoutType timeout) {
    return timeout == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE
        || timeout == TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
  }

  private static boolean isStarted(ActivityExecutionInfo info) {
    return !info.hasLastAttemptCompleteTime()
        || ServerTime.nanos(info.getLastStartedTime())
            > ServerTime.nanos(info.getLastAttemptCompleteTime());
  }
}
