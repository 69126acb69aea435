package dev.tokenstorm.frontend;

import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import org.jspecify.annotations.Nullable;

/** Describes pending activities for DescribeWorkflowExecution. */
final class PendingActivities {
  private PendingActivities() {}

  /**
   * The state of an activity's current attempt; times are in nanoseconds of the monotonic clock.
   */
  record Attempt(
      int number,
      int most,
      boolean started,
      boolean cancelRequested,
      long scheduledNanos,
      long startedNanos,
      long heartbeatNanos,
      String identity,
      @Nullable Payloads heartbeatDetails,
      @Nullable Failure lastFailure) {

    private PendingActivityState state() {
      if (cancelRequested) {
        return PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED;
      }
      return started
          ? PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
          : PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
    }
  }

  static PendingActivityInfo describe(
      WallTime time, ScheduleActivityTaskCommandAttributes command, Attempt attempt) {
    PendingActivityInfo.Builder info =
        PendingActivityInfo.newBuilder()
            .setActivityId(command.getActivityId())
            .setActivityType(command.getActivityType())
            .setState(attempt.state())
            .setAttempt(attempt.number())
            .setMaximumAttempts(attempt.most())
            .setScheduledTime(time.at(attempt.scheduledNanos()))
            .setLastWorkerIdentity(attempt.identity());
    if (attempt.started()) {
      info.setLastStartedTime(time.at(attempt.startedNanos()));
      info.setLastHeartbeatTime(time.at(attempt.heartbeatNanos()));
    }
    if (attempt.heartbeatDetails() != null) {
      info.setHeartbeatDetails(attempt.heartbeatDetails());
    }
    if (attempt.lastFailure() != null) {
      info.setLastFailure(attempt.lastFailure());
    }
    return info.build();
  }
}
