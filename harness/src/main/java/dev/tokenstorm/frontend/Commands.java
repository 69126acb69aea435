package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import io.grpc.StatusRuntimeException;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.UpsertWorkflowSearchAttributesEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionCanceledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionFailedEventAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands in a worker's answer to a workflow task. All commands are checked before the first
 * one is carried out, because a task with a wrong command fails as a whole.
 */
final class Commands {
  private final Execution execution;
  private final long completedEventId;
  private final String worker;
  private final Outbox out;
  private final List<Activity> scheduled = new ArrayList<>(2);

  Commands(Execution execution, long completedEventId, String worker, Outbox out) {
    this.execution = execution;
    this.completedEventId = completedEventId;
    this.worker = worker;
    this.out = out;
  }

  /**
   * An error in the commands.
   *
   * @param cause why the task fails, for the history
   * @param refusal what the worker is told
   */
  record Flaw(WorkflowTaskFailedCause cause, StatusRuntimeException refusal) {}

  /** Returns the first error in the commands; empty if they are right. */
  static Optional<Flaw> flaw(Execution execution, List<Command> commands) {
    Set<String> activityIds = new HashSet<>();
    TimerRehearsal timers = execution.timers.rehearse();
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      boolean closing = closes(command);
      if (closing && execution.log.held() > timers.takenBack()) {
        return flaw(
            WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
            StatusErrors.invalid("UnhandledCommand"));
      }
      if (closing && i < commands.size() - 1) {
        return flaw(
            WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
            StatusErrors.invalid(
                "invalid command sequence: a closing command must be the last one"));
      }
      Optional<Flaw> wrong = flaw(execution, command, activityIds, timers);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Flaw> flaw(
      Execution execution, Command command, Set<String> activityIds, TimerRehearsal timers) {
    return switch (command.getCommandType()) {
      case COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK -> {
        var attributes = command.getScheduleActivityTaskCommandAttributes();
        String problem = "";
        if (attributes.getActivityId().isEmpty()) {
          problem = "activityId is not set";
        } else if (attributes.getActivityType().getName().isEmpty()) {
          problem = "activityType is not set";
        } else if (!ActivityTimeouts.bounded(attributes)) {
          problem =
              "A valid StartToClose or ScheduleToCloseTimeout is not set on"
                  + " ScheduleActivityTaskCommand. ActivityId="
                  + attributes.getActivityId()
                  + " ActivityType="
                  + attributes.getActivityType().getName();
        }
        if (!problem.isEmpty()) {
          yield flaw(
              WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_BAD_SCHEDULE_ACTIVITY_ATTRIBUTES,
              StatusErrors.invalid("BadScheduleActivityAttributes: " + problem));
        }
        boolean taken =
            execution.activities.has(attributes.getActivityId())
                || !activityIds.add(attributes.getActivityId());
        yield taken
            ? flaw(
                WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_SCHEDULE_ACTIVITY_DUPLICATE_ID,
                StatusErrors.invalid(
                    "ScheduleActivityDuplicateId: invalid history builder state for action:"
                        + " add-activitytask-scheduled-event, ActivityID: "
                        + attributes.getActivityId()))
            : Optional.empty();
      }
      case COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK ->
          execution.activities.known(
                  command.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId())
              ? Optional.empty()
              : flaw(
                  WorkflowTaskFailedCause
                      .WORKFLOW_TASK_FAILED_CAUSE_BAD_REQUEST_CANCEL_ACTIVITY_ATTRIBUTES,
                  StatusErrors.invalid("BadRequestCancelActivityAttributes: no such activity"));
      case COMMAND_TYPE_START_TIMER -> {
        String id = command.getStartTimerCommandAttributes().getTimerId();
        yield timers.start(id)
            ? Optional.empty()
            : flaw(
                WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_START_TIMER_DUPLICATE_ID,
                StatusErrors.invalid(
                    "StartTimerDuplicateId: invalid history builder state for action:"
                        + " add-timer-started-event, TimerID: "
                        + id));
      }
      case COMMAND_TYPE_CANCEL_TIMER -> {
        String id = command.getCancelTimerCommandAttributes().getTimerId();
        yield timers.cancel(id)
            ? Optional.empty()
            : flaw(
                WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_BAD_CANCEL_TIMER_ATTRIBUTES,
                StatusErrors.invalid(
                    "BadCancelTimerAttributes: invalid history builder state for action:"
                        + " add-timer-canceled-event, TimerID: "
                        + id));
      }
      case COMMAND_TYPE_RECORD_MARKER,
          COMMAND_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
          COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
          COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
          COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION ->
          Optional.empty();
      default ->
          flaw(
              WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNSPECIFIED,
              StatusErrors.unimplemented("the command " + command.getCommandType()));
    };
  }

  private static Optional<Flaw> flaw(
      WorkflowTaskFailedCause cause, StatusRuntimeException refusal) {
    return Optional.of(new Flaw(cause, refusal));
  }

  private static boolean closes(Command command) {
    return switch (command.getCommandType()) {
      case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
          COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
          COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION ->
          true;
      default -> false;
    };
  }

  /**
   * Carries out the commands, and returns the activities that they schedule; these are not
   * dispatched yet.
   */
  List<Activity> carryOut(List<Command> commands) {
    commands.forEach(this::carryOut);
    return scheduled;
  }

  private void carryOut(Command command) {
    switch (command.getCommandType()) {
      case COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK ->
          scheduled.add(
              execution.activities.add(
                  command.getScheduleActivityTaskCommandAttributes(), completedEventId));
      case COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK ->
          execution.activities.requestCancel(
              command.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId(),
              completedEventId,
              worker,
              out);
      case COMMAND_TYPE_START_TIMER ->
          execution.timers.start(command.getStartTimerCommandAttributes(), completedEventId);
      case COMMAND_TYPE_CANCEL_TIMER ->
          execution.timers.cancel(
              command.getCancelTimerCommandAttributes().getTimerId(), completedEventId, worker);
      case COMMAND_TYPE_RECORD_MARKER -> recordMarker(command);
      case COMMAND_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
          execution.log.append(
              event(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES, execution.now())
                  .setUpsertWorkflowSearchAttributesEventAttributes(
                      UpsertWorkflowSearchAttributesEventAttributes.newBuilder()
                          .setWorkflowTaskCompletedEventId(completedEventId)
                          .setSearchAttributes(
                              command
                                  .getUpsertWorkflowSearchAttributesCommandAttributes()
                                  .getSearchAttributes())));
      default -> close(command);
    }
  }

  private void recordMarker(Command command) {
    var marker = command.getRecordMarkerCommandAttributes();
    MarkerRecordedEventAttributes.Builder recorded =
        MarkerRecordedEventAttributes.newBuilder()
            .setMarkerName(marker.getMarkerName())
            .putAllDetails(marker.getDetailsMap())
            .setWorkflowTaskCompletedEventId(completedEventId);
    if (marker.hasHeader()) {
      recorded.setHeader(marker.getHeader());
    }
    if (marker.hasFailure()) {
      recorded.setFailure(marker.getFailure());
    }
    execution.log.append(
        event(EventType.EVENT_TYPE_MARKER_RECORDED, execution.now())
            .setMarkerRecordedEventAttributes(recorded));
  }

  private void close(Command command) {
    HistoryEvent.Builder closing;
    WorkflowExecutionStatus status;
    switch (command.getCommandType()) {
      case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION -> {
        var attributes = command.getCompleteWorkflowExecutionCommandAttributes();
        WorkflowExecutionCompletedEventAttributes.Builder completed =
            WorkflowExecutionCompletedEventAttributes.newBuilder()
                .setWorkflowTaskCompletedEventId(completedEventId);
        if (attributes.hasResult()) {
          completed.setResult(attributes.getResult());
        }
        status = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
        closing =
            event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, execution.now())
                .setWorkflowExecutionCompletedEventAttributes(completed);
      }
      case COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION -> {
        status = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
        closing =
            event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED, execution.now())
                .setWorkflowExecutionFailedEventAttributes(
                    WorkflowExecutionFailedEventAttributes.newBuilder()
                        .setFailure(
                            command.getFailWorkflowExecutionCommandAttributes().getFailure())
                        .setRetryState(RetryState.RETRY_STATE_RETRY_POLICY_NOT_SET)
                        .setWorkflowTaskCompletedEventId(completedEventId));
      }
      default -> {
        var attributes = command.getCancelWorkflowExecutionCommandAttributes();
        WorkflowExecutionCanceledEventAttributes.Builder canceled =
            WorkflowExecutionCanceledEventAttributes.newBuilder()
                .setWorkflowTaskCompletedEventId(completedEventId);
        if (attributes.hasDetails()) {
          canceled.setDetails(attributes.getDetails());
        }
        status = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
        closing =
            event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED, execution.now())
                .setWorkflowExecutionCanceledEventAttributes(canceled);
      }
    }
    execution.close(status, closing, out);
  }
}
