package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import io.grpc.StatusRuntimeException;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskCancelRequestedEventAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The pending activities of an execution, whose lock guards them. */
final class Activities {
  private static final long NEVER = Long.MAX_VALUE;

  private final Execution execution;
  private Map<Long, Activity> byEvent = Map.of();
  private Map<String, Activity> byId = Map.of();

  Activities(Execution execution) {
    this.execution = execution;
  }

  Collection<Activity> all() {
    return byEvent.values();
  }

  boolean has(String activityId) {
    return byId.containsKey(activityId);
  }

  /** Adds a new activity and writes its scheduled event. The activity is not dispatched yet. */
  Activity add(ScheduleActivityTaskCommandAttributes command, long completedEventId) {
    Activity activity = new Activity(execution, command);
    activity.scheduled(completedEventId);
    if (byEvent.isEmpty()) {
      byEvent = new LinkedHashMap<>(4);
      byId = new LinkedHashMap<>(4);
    }
    byEvent.put(activity.scheduledEventId(), activity);
    byId.put(activity.id(), activity);
    return activity;
  }

  /**
   * Returns the activity whose current attempt a token names.
   *
   * @throws StatusRuntimeException NOT_FOUND if that attempt is over
   */
  Activity attempt(TaskToken token) {
    execution.requireOpen();
    Activity activity = byEvent.get(token.scheduledEventId());
    if (activity == null
        || !activity.attempts().started()
        || activity.attempts().number() != token.attempt()) {
      throw StatusErrors.noActivity();
    }
    return activity;
  }

  /**
   * Returns the pending activity of an id, whatever its attempt.
   *
   * @throws StatusRuntimeException NOT_FOUND if there is none
   */
  Activity named(String id) {
    execution.requireOpen();
    Activity activity = byId.get(id);
    if (activity == null) {
      throw StatusErrors.noActivityNamed(id);
    }
    return activity;
  }

  /**
   * Returns the pending activity of an id if it has started. All calls but a completion need that.
   *
   * @throws StatusRuntimeException NOT_FOUND if there is none, or if it has not started
   */
  Activity startedNamed(String id) {
    Activity activity = named(id);
    if (!activity.attempts().started()) {
      throw StatusErrors.noActivity();
    }
    return activity;
  }

  /**
   * Returns the pending activity of an id, for an operator.
   *
   * @throws StatusRuntimeException NOT_FOUND if there is none
   */
  Activity commanded(String id) {
    execution.requireOpen();
    Activity activity = byId.get(id);
    if (activity == null) {
      throw StatusErrors.noPendingActivity();
    }
    return activity;
  }

  /**
   * Requests the cancellation of an activity for its workflow. An activity that has not started is
   * cancelled at once.
   */
  void requestCancel(long scheduledEventId, long completedEventId, String worker, Outbox out) {
    long id =
        execution.log.append(
            event(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED, execution.now())
                .setActivityTaskCancelRequestedEventAttributes(
                    ActivityTaskCancelRequestedEventAttributes.newBuilder()
                        .setScheduledEventId(scheduledEventId)
                        .setWorkflowTaskCompletedEventId(completedEventId)));
    Activity activity = byEvent.get(scheduledEventId);
    if (activity != null) {
      activity.requestCancel(id, worker, out);
    }
  }

  /**
   * Returns whether the history has an activity with this scheduled event, so that its workflow may
   * request its cancellation.
   */
  boolean known(long scheduledEventId) {
    return byEvent.containsKey(scheduledEventId)
        || (scheduledEventId > 0
            && scheduledEventId < execution.log.nextId()
            && execution.log.events().get((int) scheduledEventId - 1).getEventType()
                == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
  }

  /**
   * Removes an activity, and writes its last events.
   *
   * @param end makes the closing event from the id of the started event
   */
  void close(Activity activity, LongFunction<io.temporal.api.history.v1.HistoryEvent.Builder> end) {
    activity.end();
    byEvent.remove(activity.scheduledEventId());
    byId.remove(activity.id());
    EventLog log = execution.log;
    if (!execution.workflowTask.started()) {
      log.append(
          end.apply(activity.attempts().started() ? log.append(activity.startedEvent()) : 0));
      return;
    }
    long[] startedEventId = {0};
    if (activity.attempts().started()) {
      var started = activity.startedEvent();
      log.hold(later -> startedEventId[0] = later.append(started));
    }
    log.holdClosing(later -> later.append(end.apply(startedEventId[0])));
  }

  /** Carries out what is due by the activities' deadlines. */
  void wake(long nowNanos, Outbox out) {
    for (Activity activity : List.copyOf(byEvent.values())) {
      activity.wake(nowNanos, out);
    }
  }

  long deadlineNanos() {
    long earliest = NEVER;
    for (Activity activity : byEvent.values()) {
      earliest = Math.min(earliest, activity.attempts().deadlineNanos());
    }
    return earliest;
  }

  /** Removes all activities, because the workflow has closed. */
  void clear() {
    byEvent = Map.of();
    byId = Map.of();
  }

  /** Returns whether an activity is still pending. */
  boolean holds(Activity activity) {
    return byEvent.get(activity.scheduledEventId()) == activity;
  }
}
