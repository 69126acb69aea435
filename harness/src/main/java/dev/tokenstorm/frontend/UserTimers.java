package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import io.temporal.api.command.v1.StartTimerCommandAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.TimerCanceledEventAttributes;
import io.temporal.api.history.v1.TimerFiredEventAttributes;
import io.temporal.api.history.v1.TimerStartedEventAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The timers that a workflow has started. Guarded by its execution. */
final class UserTimers {
  private static final long NEVER = Long.MAX_VALUE;

  private final Execution execution;
  private Map<String, Timer> timers = Map.of();

  private record Timer(long startedEventId, long firesNanos) {}

  UserTimers(Execution execution) {
    this.execution = execution;
  }

  boolean has(String id) {
    return timers.containsKey(id);
  }

  void start(StartTimerCommandAttributes command, long completedEventId) {
    if (timers.isEmpty()) {
      timers = new LinkedHashMap<>(4);
    }
    long fires =
        execution.engine.clock().nanoTime() + WallTime.nanos(command.getStartToFireTimeout());
    long id =
        execution.log.append(
            event(EventType.EVENT_TYPE_TIMER_STARTED, execution.now())
                .setTimerStartedEventAttributes(
                    TimerStartedEventAttributes.newBuilder()
                        .setTimerId(command.getTimerId())
                        .setStartToFireTimeout(command.getStartToFireTimeout())
                        .setWorkflowTaskCompletedEventId(completedEventId)));
    timers.put(command.getTimerId(), new Timer(id, fires));
    execution.wakeAt(fires);
  }

  /** Cancels one; nothing if it has fired while the workflow decided. */
  void cancel(String timerId, long completedEventId, String worker) {
    Timer timer = timers.remove(timerId);
    if (timer == null) {
      return;
    }
    execution.log.append(
        event(EventType.EVENT_TYPE_TIMER_CANCELED, execution.now())
            .setTimerCanceledEventAttributes(
                TimerCanceledEventAttributes.newBuilder()
                    .setTimerId(timerId)
                    .setStartedEventId(timer.startedEventId())
                    .setWorkflowTaskCompletedEventId(completedEventId)
                    .setIdentity(worker)));
  }

  void wake(long nowNanos, Outbox out) {
    for (Map.Entry<String, Timer> entry : List.copyOf(timers.entrySet())) {
      if (entry.getValue().firesNanos() <= nowNanos) {
        timers.remove(entry.getKey());
        execution.happened(
            event(EventType.EVENT_TYPE_TIMER_FIRED, execution.now())
                .setTimerFiredEventAttributes(
                    TimerFiredEventAttributes.newBuilder()
                        .setTimerId(entry.getKey())
                        .setStartedEventId(entry.getValue().startedEventId())),
            out);
      }
    }
  }

  long deadlineNanos() {
    long earliest = NEVER;
    for (Timer timer : timers.values()) {
      earliest = Math.min(earliest, timer.firesNanos());
    }
    return earliest;
  }

  void clear() {
    timers = Map.of();
  }
}
