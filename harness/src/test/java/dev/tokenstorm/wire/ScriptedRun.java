package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.ActivityTaskCancelRequestedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCanceledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskTimedOutEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A run's history as a server would write it: decisions in, and what becomes of activities. */
final class ScriptedRun {
  private final List<HistoryEvent> events = new ArrayList<>();

  /** Greetings of the open activities by the event that scheduled them. */
  private final NavigableMap<Long, String> open = new TreeMap<>();

  private int taken;

  ScriptedRun(String name) {
    this(Greetings.WORKFLOW_TYPE, name);
  }

  ScriptedRun(String type, String name) {
    add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.newBuilder()
                    .setWorkflowType(WorkflowType.newBuilder().setName(type))
                    .setInput(text(name))));
    workflowTask();
  }

  static Payloads text(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayloads(text).orElseThrow();
  }

  private HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder().setEventId(events.size() + 1L).setEventType(type);
  }

  private long add(HistoryEvent.Builder event) {
    events.add(event.build());
    return events.size();
  }

  /** A workflow task is scheduled and started. */
  ScriptedRun workflowTask() {
    add(event(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED));
    add(event(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED));
    return this;
  }

  /** The server takes a decision's commands. */
  ScriptedRun take(Decision decision) {
    add(event(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    for (Command command : decision.commands()) {
      switch (command.getCommandType()) {
        case COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK -> {
          var attributes = command.getScheduleActivityTaskCommandAttributes();
          schedule(attributes.getActivityId(), attributes.getInput());
        }
        case COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK ->
            add(
                event(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED)
                    .setActivityTaskCancelRequestedEventAttributes(
                        ActivityTaskCancelRequestedEventAttributes.newBuilder()
                            .setScheduledEventId(
                                command
                                    .getRequestCancelActivityTaskCommandAttributes()
                                    .getScheduledEventId())));
        default -> throw new AssertionError("not taken here: " + command.getCommandType());
      }
    }
    return this;
  }

  /** The server refuses an answer. */
  ScriptedRun refuse() {
    add(event(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED));
    return this;
  }

  ScriptedRun schedule(String activityId, Payloads input) {
    long id =
        add(
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .setActivityTaskScheduledEventAttributes(
                    ActivityTaskScheduledEventAttributes.newBuilder()
                        .setActivityId(activityId)
                        .setInput(input)));
    open.put(id, JsonTexts.read(input));
    return this;
  }

  /** Greetings of the open activities, the oldest first. */
  List<String> open() {
    return List.copyOf(open.values());
  }

  private long close(String greeting) {
    long id =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().equals(greeting))
            .mapToLong(java.util.Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError(greeting + " is not open"));
    open.remove(id);
    return id;
  }

  ScriptedRun complete(String greeting, String result) {
    return completed(close(greeting), text(result));
  }

  ScriptedRun completed(long scheduledEventId, Payloads result) {
    add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
            .setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEventId)
                    .setResult(result)));
    return this;
  }

  ScriptedRun fail(String greeting) {
    add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED)
            .setActivityTaskFailedEventAttributes(
                ActivityTaskFailedEventAttributes.newBuilder()
                    .setScheduledEventId(close(greeting))
                    .setIdentity("outside")
                    .setRetryState(RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED)
                    .setFailure(
                        Failure.newBuilder()
                            .setMessage("refused: " + greeting)
                            .setApplicationFailureInfo(
                                ApplicationFailureInfo.newBuilder().setType("Refused")))));
    return this;
  }

  ScriptedRun timeOut(String greeting) {
    add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT)
            .setActivityTaskTimedOutEventAttributes(
                ActivityTaskTimedOutEventAttributes.newBuilder()
                    .setScheduledEventId(close(greeting))
                    .setRetryState(RetryState.RETRY_STATE_TIMEOUT)
                    .setFailure(
                        Failure.newBuilder()
                            .setTimeoutFailureInfo(
                                TimeoutFailureInfo.newBuilder()
                                    .setTimeoutType(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)))));
    return this;
  }

  ScriptedRun cancelled(String greeting) {
    add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)
            .setActivityTaskCanceledEventAttributes(
                ActivityTaskCanceledEventAttributes.newBuilder()
                    .setScheduledEventId(close(greeting))));
    return this;
  }

  ScriptedRun requestCancel() {
    add(event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED));
    return this;
  }

  ScriptedRun signal() {
    add(event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED));
    return this;
  }

  /** What came since the last call. */
  List<HistoryEvent> delta() {
    List<HistoryEvent> fresh = List.copyOf(events.subList(taken, events.size()));
    taken = events.size();
    return fresh;
  }

  /** All there is. */
  List<HistoryEvent> whole() {
    return List.copyOf(events);
  }
}
