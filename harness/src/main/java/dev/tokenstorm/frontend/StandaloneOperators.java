package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;

/**
 * Carries out what operators ask of standalone activities. All methods are called with the
 * activity's lock, and throw a {@link StatusRuntimeException} to refuse a request.
 */
final class StandaloneOperators {
  private StandaloneOperators() {}

  /** Keeps the activity from being handed out. An attempt under way goes on, and is told. */
  static void pause(StandaloneActivity activity, PauseActivityExecutionRequest asked, Outbox out) {
    OperatorState state = activity.operators();
    if (!state.repeats(OperatorState.Command.PAUSE, asked.getRequestId())) {
      ActivityAttempts attempts = activity.attempts();
      if (!activity.open() || attempts.paused() || activity.endsOtherwise()) {
        throw StatusErrors.failedPrecondition(
            "activity is in non-pausable state " + StandaloneWords.of(activity));
      }
      attempts.pause();
      state.granted(OperatorState.Command.PAUSE, asked.getRequestId());
    }
    activity.changed(out);
  }

  static void unpause(
      StandaloneActivity activity, UnpauseActivityExecutionRequest asked, Outbox out) {
    OperatorState state = activity.operators();
    if (!state.repeats(OperatorState.Command.UNPAUSE, asked.getRequestId())) {
      ActivityAttempts attempts = activity.attempts();
      if (!activity.open()) {
        throw StatusErrors.failedPrecondition(
            "activity is in terminal state " + StandaloneWords.of(activity));
      }
      if (!attempts.paused() || activity.endsOtherwise()) {
        throw StatusErrors.failedPrecondition(
            "activity is in non-unpausable state " + StandaloneWords.of(activity));
      }
      attempts.unpause(activity.now());
      state.granted(OperatorState.Command.UNPAUSE, asked.getRequestId());
      activity.offer(out);
    }
    activity.changed(out);
  }

  /** Begins at attempt 1 again: at once, or, with an attempt under way, after its failure. */
  static void reset(StandaloneActivity activity, ResetActivityExecutionRequest asked, Outbox out) {
    OperatorState state = activity.operators();
    if (!state.repeats(OperatorState.Command.RESET, asked.getRequestId())) {
      if (!activity.open()) {
        throw StatusErrors.failedPrecondition("activity execution is not running");
      }
      if (activity.endsOtherwise()) {
        throw StatusErrors.failedPrecondition(
            "cannot reset an activity with a pending "
                + (state.resetRequested() ? "reset" : "cancellation"));
      }
      ActivityAttempts attempts = activity.attempts();
      if (attempts.paused() && !asked.getKeepPaused()) {
        attempts.unpause(activity.now());
      }
      state.defer(asked);
      if (!attempts.started()) {
        carryOutReset(activity, out);
      }
      state.granted(OperatorState.Command.RESET, asked.getRequestId());
    }
    activity.changed(out);
  }

  /** Carries out the reset that was asked for, after the end of the attempt under way. */
  static void carryOutReset(StandaloneActivity activity, Outbox out) {
    OperatorState state = activity.operators();
    ActivityAttempts attempts = activity.attempts();
    if (state.resetRestoresOptions()) {
      attempts.change(ActivityTimeouts.of(activity.request()), activity.now());
    }
    if (state.resetClearsHeartbeat()) {
      attempts.heartbeatDetails(null);
      activity.heartbeats().forgetLast();
    }
    attempts.reset(activity.now());
    state.forgetReset();
    activity.offer(out);
  }

  /** Changes the timeouts, and returns all options. */
  static ActivityOptions update(
      StandaloneActivity activity, UpdateActivityExecutionOptionsRequest asked, Outbox out) {
    OperatorState state = activity.operators();
    if (!state.repeats(OperatorState.Command.UPDATE, asked.getRequestId())) {
      if (!activity.open() || activity.endsOtherwise()) {
        throw StatusErrors.failedPrecondition(
            "Cannot update options for activity in state " + StandaloneWords.of(activity));
      }
      activity
          .attempts()
          .change(
              asked.getRestoreOriginal()
                  ? ActivityTimeouts.of(activity.request())
                  : changed(activity, asked),
              activity.now());
      state.granted(OperatorState.Command.UPDATE, asked.getRequestId());
      activity.offer(out);
    }
    activity.changed(out);
    return options(activity);
  }

  private static ActivityTimeouts changed(
      StandaloneActivity activity, UpdateActivityExecutionOptionsRequest asked) {
    ActivityTimeouts timeouts =
        activity.attempts().timeouts().changed(asked.getUpdateMask(), asked.getActivityOptions());
    StandaloneChecks.checkBounded(
        timeouts.scheduleToClose(),
        timeouts.startToClose(),
        activity.id(),
        activity.request().getActivityType().getName());
    return timeouts.filled(0);
  }

  private static ActivityOptions options(StandaloneActivity activity) {
    ActivityAttempts attempts = activity.attempts();
    ActivityOptions.Builder options = attempts.options(activity.queue());
    if (activity.request().hasPriority()) {
      options.setPriority(activity.request().getPriority());
    }
    if (activity.request().hasStartDelay()) {
      options.setStartDelay(activity.request().getStartDelay());
    }
    return options.build();
  }
}
