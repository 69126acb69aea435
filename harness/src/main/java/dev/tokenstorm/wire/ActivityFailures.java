package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.Greetings;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.failure.v1.ActivityFailureInfo;
import io.temporal.api.failure.v1.CanceledFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskCanceledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskTimedOutEventAttributes;

/**
 * A workflow fails of a failed activity by the SDK's {@code ActivityFailure}. It is that of the
 * event that closed the activity, with the same messages.
 */
final class ActivityFailures {
  private static final ActivityType TYPE =
      ActivityType.newBuilder().setName(Greetings.ACTIVITY_TYPE).build();

  private ActivityFailures() {}

  static Failure failed(ActivityTaskFailedEventAttributes event, String activityId) {
    return of(
        "Activity task failed",
        ActivityFailureInfo.newBuilder()
            .setScheduledEventId(event.getScheduledEventId())
            .setStartedEventId(event.getStartedEventId())
            .setIdentity(event.getIdentity())
            .setRetryState(event.getRetryState()),
        activityId,
        event.getFailure());
  }

  static Failure timedOut(ActivityTaskTimedOutEventAttributes event, String activityId) {
    return of(
        "Activity task timed out",
        ActivityFailureInfo.newBuilder()
            .setScheduledEventId(event.getScheduledEventId())
            .setStartedEventId(event.getStartedEventId())
            .setRetryState(event.getRetryState()),
        activityId,
        event.getFailure());
  }

  static Failure cancelled(ActivityTaskCanceledEventAttributes event, String activityId) {
    return of(
        "Activity canceled",
        ActivityFailureInfo.newBuilder()
            .setScheduledEventId(event.getScheduledEventId())
            .setStartedEventId(event.getStartedEventId())
            .setIdentity(event.getIdentity()),
        activityId,
        Failure.newBuilder()
            .setSource("JavaSDK")
            .setCanceledFailureInfo(CanceledFailureInfo.newBuilder().setDetails(event.getDetails()))
            .build());
  }

  private static Failure of(
      String message, ActivityFailureInfo.Builder info, String activityId, Failure cause) {
    return Failure.newBuilder()
        .setMessage(message)
        .setActivityFailureInfo(info.setActivityType(TYPE).setActivityId(activityId))
        .setCause(cause)
        .build();
  }
}
