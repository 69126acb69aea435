package dev.tokenstorm.frontend;

import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;

/** Describes pending activities for DescribeWorkflowExecution. */
final class PendingActivities {
  private PendingActivities() {}

  /** Returns how far the current attempt is. */
  static PendingActivityState state(ActivityAttempts attempts) {
    if (attempts.cancelRequested()) {
      return PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED;
    }
    if (attempts.paused()) {
      return attempts.started()
          ? PendingActivityState.PENDING_ACTIVITY_STATE_PAUSE_REQUESTED
          : PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED;
    }
    return attempts.started()
        ? PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
        : PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
  }

  static PendingActivityInfo describe(
      WallTime time, ScheduleActivityTaskCommandAttributes command, ActivityAttempts attempts) {
    PendingActivityInfo.Builder info =
        PendingActivityInfo.newBuilder()
            .setActivityId(command.getActivityId())
            .setActivityType(command.getActivityType())
            .setState(state(attempts))
            .setPaused(attempts.paused())
            .setAttempt(attempts.number())
            .setMaximumAttempts(attempts.policy().getMaximumAttempts())
            .setScheduledTime(time.at(attempts.dispatchNanos()))
            .setLastWorkerIdentity(attempts.identity());
    if (attempts.started()) {
      info.setLastStartedTime(time.at(attempts.startedNanos()));
      info.setLastHeartbeatTime(time.at(attempts.heartbeatNanos()));
    }
    if (attempts.heartbeatDetails() != null) {
      info.setHeartbeatDetails(attempts.heartbeatDetails());
    }
    if (attempts.lastFailure() != null) {
      info.setLastFailure(attempts.lastFailure());
    }
    return info.build();
  }
}
