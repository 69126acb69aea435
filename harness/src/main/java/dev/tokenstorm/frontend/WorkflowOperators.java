package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;

/**
 * Carries out what operators ask of activities of workflows, as the oldest server does that the
 * tests run on. All methods are called with the execution's lock.
 */
final class WorkflowOperators {
  private WorkflowOperators() {}

  /**
   * Keeps an activity from being handed out, and stops its time. An attempt under way goes on, and
   * is told.
   */
  static void pause(Activity activity) {
    if (!activity.attempts().paused()) {
      activity.attempts().pause();
    }
  }

  /** Lets the current attempt start at once, and what is overdue time out. */
  static void unpause(Activity activity, Outbox out) {
    if (activity.attempts().paused()) {
      activity.attempts().unpause(activity.now());
      if (!activity.attempts().started()) {
        activity.forgetReset();
      }
      activity.offer(out);
    }
  }

  /**
   * Makes the current attempt attempt 1. A token of a later attempt that is under way is no good
   * from then on, and nothing follows before its timeout.
   */
  static void reset(Activity activity, ResetActivityRequest asked, Outbox out) {
    ActivityAttempts attempts = activity.attempts();
    activity.noteReset(asked.getResetHeartbeat());
    if (asked.getRestoreOriginalOptions()) {
      attempts.change(activity.scheduledTimeouts(), activity.now());
    }
    if (attempts.started()) {
      attempts.renumber(activity.now());
      activity.offer(out);
      return;
    }
    if (attempts.paused() && asked.getKeepPaused()) {
      attempts.renumberPaused();
      return;
    }
    if (attempts.paused()) {
      attempts.unpause(activity.now());
    }
    attempts.renumber(activity.now());
    activity.forgetReset();
    activity.offer(out);
  }

  /**
   * Changes the timeouts, and returns the options that operators may change.
   *
   * @throws StatusRuntimeException if the request is wrong, or asks for what is not supported
   */
  static ActivityOptions update(Activity activity, UpdateActivityOptionsRequest asked, Outbox out) {
    activity
        .attempts()
        .change(
            asked.getRestoreOriginal() ? activity.scheduledTimeouts() : changed(activity, asked),
            activity.now());
    activity.offer(out);
    return activity.attempts().options(activity.queue()).build();
  }

  private static ActivityTimeouts changed(Activity activity, UpdateActivityOptionsRequest asked) {
    if (!asked.hasActivityOptions()) {
      throw StatusErrors.invalid("ActivityOptions are not provided");
    }
    if (!asked.hasUpdateMask()) {
      throw StatusErrors.invalid("UpdateMask is not provided");
    }
    ActivityTimeouts timeouts =
        activity.attempts().timeouts().changed(asked.getUpdateMask(), asked.getActivityOptions());
    if (timeouts.scheduleToClose() <= 0 && timeouts.startToClose() <= 0) {
      throw StatusErrors.invalid(
          "A valid StartToClose or ScheduleToCloseTimeout is not set on"
              + " ScheduleActivityTaskCommand.");
    }
    return timeouts.filled(0);
  }
}
