package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.JsonTexts;
import dev.tokenstorm.workload.ServerTime;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A greeting's history, as evidence of its end and of its activities. Events are added in order.
 * Not thread-safe.
 */
final class GreetingHistory {
  private final Greetings greetings;
  private final Map<Integer, Activity> activities = new HashMap<>();
  private final Map<Long, Activity> byScheduledEvent = new HashMap<>();
  private final Map<String, Integer> byActivityId = new HashMap<>();
  private Optional<ExecutionEnd> end = Optional.empty();
  private long firstNanos;
  private long lastNanos;

  GreetingHistory(Greetings greetings) {
    this.greetings = greetings;
  }

  private static final class Activity {
    private int scheduled;
    private int closings;
    private int startedAttempt;
    private Closing closing = Closing.NONE;
    private String result = "";

    private void close(Closing how) {
      closing = how;
      closings++;
    }

    private ActivityEvidence evidence() {
      return new ActivityEvidence(scheduled, closings, startedAttempt, closing, result);
    }
  }

  void add(HistoryEvent event) {
    lastNanos = ServerTime.nanos(event.getEventTime());
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED -> firstNanos = lastNanos;
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        var scheduled = event.getActivityTaskScheduledEventAttributes();
        int number = greetings.activityOf(JsonTexts.read(scheduled.getInput()));
        Activity activity = activities.computeIfAbsent(number, unused -> new Activity());
        activity.scheduled++;
        byActivityId.put(scheduled.getActivityId(), number);
        byScheduledEvent.put(event.getEventId(), activity);
      }
      case EVENT_TYPE_ACTIVITY_TASK_STARTED -> {
        var started = event.getActivityTaskStartedEventAttributes();
        activity(started.getScheduledEventId()).startedAttempt = started.getAttempt();
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
        var completed = event.getActivityTaskCompletedEventAttributes();
        Activity activity = activity(completed.getScheduledEventId());
        activity.close(Closing.COMPLETED);
        activity.result = JsonTexts.read(completed.getResult());
      }
      case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
          activity(event.getActivityTaskFailedEventAttributes().getScheduledEventId())
              .close(Closing.FAILED);
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
          activity(event.getActivityTaskTimedOutEventAttributes().getScheduledEventId())
              .close(Closing.TIMED_OUT);
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          activity(event.getActivityTaskCanceledEventAttributes().getScheduledEventId())
              .close(Closing.CANCELLED);
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
          end =
              Optional.of(
                  WorkflowEnds.completed(
                      event.getWorkflowExecutionCompletedEventAttributes().getResult()));
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          end =
              Optional.of(
                  WorkflowEnds.failed(
                      event.getWorkflowExecutionFailedEventAttributes().getFailure()));
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          end = Optional.of(ExecutionEnd.of(Status.TIMED_OUT));
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
          end = Optional.of(ExecutionEnd.of(Status.CANCELLED));
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
          end = Optional.of(ExecutionEnd.of(Status.TERMINATED));
      default -> {}
    }
  }

  private Activity activity(long scheduledEventId) {
    return byScheduledEvent.computeIfAbsent(scheduledEventId, unused -> new Activity());
  }

  /** The number of the activity that the server knows by this id; -1 when it knows none. */
  int activityOf(String activityId) {
    return byActivityId.getOrDefault(activityId, -1);
  }

  /** When the greeting was started, by the server's clock. */
  Instant startedAt() {
    return Instant.EPOCH.plusNanos(firstNanos);
  }

  /** Whether it has ended. */
  boolean ended() {
    return end.isPresent();
  }

  /** What the events so far say. */
  Evidence evidence() {
    SortedMap<Integer, ActivityEvidence> told = new TreeMap<>();
    activities.forEach((number, activity) -> told.put(number, activity.evidence()));
    return new Evidence(
        end, Math.max(0, lastNanos - firstNanos), Collections.unmodifiableSortedMap(told));
  }
}
