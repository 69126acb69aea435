package dev.tokenstorm.greeting;

import com.google.protobuf.util.Timestamps;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionEnd;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.ActivityFailureInfo;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.ActivityTaskCanceledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskTimedOutEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionFailedEventAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Histories made by hand: each activity event belongs to the activity scheduled last. */
public final class Histories {
  private final Greetings greetings;
  private final List<HistoryEvent> events = new ArrayList<>();
  private long scheduledEvent;

  public Histories(Greetings greetings) {
    this.greetings = greetings;
  }

  private HistoryEvent.Builder event(EventType type) {
    return HistoryEvent.newBuilder().setEventId(events.size() + 1L).setEventType(type);
  }

  private Histories add(HistoryEvent.Builder event) {
    events.add(event.build());
    return this;
  }

  private static Payloads text(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayloads(text).orElseThrow();
  }

  public Histories scheduled(String greeting) {
    scheduledEvent = events.size() + 1L;
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .setActivityTaskScheduledEventAttributes(
                ActivityTaskScheduledEventAttributes.newBuilder().setInput(text(greeting))));
  }

  public Histories started(int attempt) {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
            .setActivityTaskStartedEventAttributes(
                ActivityTaskStartedEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEvent)
                    .setAttempt(attempt)));
  }

  public Histories completed(String result) {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
            .setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEvent)
                    .setResult(text(result))));
  }

  public Histories failed() {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED)
            .setActivityTaskFailedEventAttributes(
                ActivityTaskFailedEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEvent)));
  }

  public Histories timedOut() {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT)
            .setActivityTaskTimedOutEventAttributes(
                ActivityTaskTimedOutEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEvent)));
  }

  public Histories cancelled() {
    return add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)
            .setActivityTaskCanceledEventAttributes(
                ActivityTaskCanceledEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEvent)));
  }

  public Histories ended(ExecutionEnd end) {
    return switch (end.status()) {
      case COMPLETED ->
          add(
              event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)
                  .setWorkflowExecutionCompletedEventAttributes(
                      WorkflowExecutionCompletedEventAttributes.newBuilder()
                          .setResult(text(end.result()))));
      case FAILED ->
          add(
              event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED)
                  .setWorkflowExecutionFailedEventAttributes(
                      WorkflowExecutionFailedEventAttributes.newBuilder()
                          .setFailure(failure(end.cause()))));
      case TIMED_OUT -> add(event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT));
      case CANCELLED -> add(event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED));
      case TERMINATED -> add(event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED));
    };
  }

  private static Failure failure(ExecutionEnd.Cause cause) {
    Failure.Builder why = Failure.newBuilder();
    switch (cause) {
      case TIMEOUT -> why.setTimeoutFailureInfo(TimeoutFailureInfo.getDefaultInstance());
      case APPLICATION ->
          why.setApplicationFailureInfo(ApplicationFailureInfo.getDefaultInstance());
      case NONE, OTHER -> {}
    }
    return Failure.newBuilder()
        .setActivityFailureInfo(ActivityFailureInfo.getDefaultInstance())
        .setCause(why)
        .build();
  }

  /** The same, whose first event is one of its start, and whose last comes so much later. */
  public Histories lasting(Duration length) {
    int last = events.size() - 1;
    events.set(
        last,
        events.get(last).toBuilder().setEventTime(Timestamps.fromNanos(length.toNanos())).build());
    events.add(0, event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED).build());
    return this;
  }

  public List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  public Evidence read() {
    return read(greetings, events);
  }

  /** What events of any origin say. */
  public static Evidence read(Greetings greetings, List<HistoryEvent> events) {
    GreetingHistory history = new GreetingHistory(greetings);
    events.forEach(history::add);
    return history.evidence();
  }
}
