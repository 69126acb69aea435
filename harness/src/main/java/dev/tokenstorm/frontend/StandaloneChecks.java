package dev.tokenstorm.frontend;

import com.google.protobuf.Duration;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import java.util.UUID;

/** Refuses wrong requests about standalone activities, in a server's words and its order. */
final class StandaloneChecks {
  private static final int LONGEST_ID = 1_000;

  private StandaloneChecks() {}

  /**
   * Checks a start.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT if it is wrong, UNIMPLEMENTED if it has an
   *     unsupported option
   */
  static void check(StartActivityExecutionRequest request) {
    checkDuration("StartDelay", request.getStartDelay());
    require(request.hasTaskQueue(), "taskQueue is not set");
    require(!request.getTaskQueue().getName().isEmpty(), "missing task queue name");
    String id = request.getActivityId();
    String type = request.getActivityType().getName();
    require(!id.isEmpty(), "activityId is not set");
    require(!type.isEmpty(), "activityType is not set");
    check(request.getRetryPolicy());
    checkLength("activityId", id);
    checkLength("activityType", type);
    checkDuration("ScheduleToCloseTimeout", request.getScheduleToCloseTimeout());
    checkDuration("ScheduleToStartTimeout", request.getScheduleToStartTimeout());
    checkDuration("StartToCloseTimeout", request.getStartToCloseTimeout());
    checkDuration("HeartbeatTimeout", request.getHeartbeatTimeout());
    checkBounded(
        WallTime.nanos(request.getScheduleToCloseTimeout()),
        WallTime.nanos(request.getStartToCloseTimeout()),
        id,
        type);
    checkLength("request ID", request.getRequestId());
    checkLength("identity", request.getIdentity());
    require(
        request.getCompletionCallbacksCount() == 0,
        "completion callbacks are not enabled for this namespace");
    Unsupported.check(request);
  }

  /**
   * Checks that one of two timeouts bounds an activity.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT if none does
   */
  static void checkBounded(long scheduleToClose, long startToClose, String id, String type) {
    require(
        scheduleToClose > 0 || startToClose > 0,
        "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity."
            + " ActivityId="
            + id
            + " ActivityType="
            + type);
  }

  /**
   * Checks a change of options.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT if it is wrong
   */
  static void check(UpdateActivityExecutionOptionsRequest request) {
    boolean masked = request.getUpdateMask().getPathsCount() > 0;
    require(
        !masked || !request.getRestoreOriginal(),
        "Both UpdateMask and RestoreOriginal are provided");
    if (request.getRestoreOriginal()) {
      return;
    }
    require(request.hasActivityOptions(), "ActivityOptions are not provided");
    require(request.hasUpdateMask(), "UpdateMask is not provided");
    require(masked, "UpdateMask must specify at least one path");
  }

  private static void check(RetryPolicy policy) {
    if (policy.getMaximumAttempts() == 1) {
      return;
    }
    RetryPolicy whole = Retries.of(policy).policy();
    require(
        !negative(policy.getInitialInterval()),
        "invalid InitialInterval set on retry policy: negative duration");
    require(
        whole.getBackoffCoefficient() >= 1,
        "BackoffCoefficient cannot be less than 1 on retry policy.");
    require(
        !negative(policy.getMaximumInterval()),
        "invalid MaximumInterval set on retry policy: negative duration");
    require(
        WallTime.nanos(whole.getMaximumInterval()) >= WallTime.nanos(whole.getInitialInterval()),
        "MaximumInterval cannot be less than InitialInterval on retry policy.");
    require(
        policy.getMaximumAttempts() >= 0, "MaximumAttempts cannot be negative on retry policy.");
  }

  /**
   * Checks the names in a request about an activity that was started.
   *
   * @param runId may be empty
   * @throws StatusRuntimeException INVALID_ARGUMENT if one is wrong
   */
  static void checkNames(String activityId, String runId) {
    require(!activityId.isEmpty(), "activity ID is required");
    checkLength("activity ID", activityId);
    require(runId.isEmpty() || uuid(runId), "invalid run id: must be a valid UUID");
  }

  private static boolean uuid(String text) {
    try {
      return UUID.fromString(text).toString().length() == text.length();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkLength(String what, String text) {
    require(
        text.length() <= LONGEST_ID,
        "%s exceeds length limit. Length=%d Limit=%d".formatted(what, text.length(), LONGEST_ID));
  }

  private static void checkDuration(String what, Duration duration) {
    require(!negative(duration), "invalid " + what + ": negative duration");
  }

  private static boolean negative(Duration duration) {
    return duration.getSeconds() < 0 || duration.getNanos() < 0;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw StatusErrors.invalid(otherwise);
    }
  }
}
