package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import io.temporal.api.command.v1.StartTimerCommandAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.TimerCanceledEventAttributes;
import io.temporal.api.history.v1.TimerFiredEventAttributes;
import io.temporal.api.history.v1.TimerStartedEventAttributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The timers that a workflow has started. Guarded by its execution's lock. */
final class UserTimers {
  private static final long NEVER = Long.MAX_VALUE;

  private final Execution execution;
  private Map<String, Timer> timers = Map.of();

  /** Timers that fired during the workflow task under way, whose events are held back. */
  private Map<String, Firing> held = Map.of();

  private record Timer(long startedEventId, long firesNanos) {}

  private record Firing(long startedEventId, Consumer<EventLog> appending) {}

  UserTimers(Execution execution) {
    this.execution = execution;
  }

  /** Returns a check of timer commands that does not carry them out. */
  TimerRehearsal rehearse() {
    return new TimerRehearsal(timers.keySet(), held.keySet());
  }

  void start(StartTimerCommandAttributes command, long completedEventId) {
    if (timers.isEmpty()) {
      timers = new LinkedHashMap<>(4);
    }
    long fires =
        execution.server.clock().nanoTime() + WallTime.nanos(command.getStartToFireTimeout());
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

  /**
   * Cancels a timer. A timer that fired during the workflow task counts as not fired, because the
   * workflow could not know of it; its held-back event is dropped.
   */
  void cancel(String timerId, long completedEventId, String worker) {
    long startedEventId = remove(timerId);
    execution.log.append(
        event(EventType.EVENT_TYPE_TIMER_CANCELED, execution.now())
            .setTimerCanceledEventAttributes(
                TimerCanceledEventAttributes.newBuilder()
                    .setTimerId(timerId)
                    .setStartedEventId(startedEventId)
                    .setWorkflowTaskCompletedEventId(completedEventId)
                    .setIdentity(worker)));
  }

  private long remove(String timerId) {
    Timer running = timers.remove(timerId);
    if (running != null) {
      return running.startedEventId();
    }
    Firing firing = held.remove(timerId);
    if (firing == null) {
      throw new IllegalStateException("no timer of this id");
    }
    execution.log.drop(firing.appending());
    return firing.startedEventId();
  }

  void wake(long nowNanos, Outbox out) {
    for (Map.Entry<String, Timer> entry : List.copyOf(timers.entrySet())) {
      if (entry.getValue().firesNanos() <= nowNanos) {
        timers.remove(entry.getKey());
        fire(entry.getKey(), entry.getValue().startedEventId(), out);
      }
    }
  }

  private void fire(String timerId, long startedEventId, Outbox out) {
    if (held.isEmpty()) {
      held = new HashMap<>(4);
    }
    HistoryEvent.Builder fired =
        event(EventType.EVENT_TYPE_TIMER_FIRED, execution.now())
            .setTimerFiredEventAttributes(
                TimerFiredEventAttributes.newBuilder()
                    .setTimerId(timerId)
                    .setStartedEventId(startedEventId));
    Consumer<EventLog> appending =
        log -> {
          held.remove(timerId);
          log.append(fired);
        };
    held.put(timerId, new Firing(startedEventId, appending));
    execution.happened(appending, out);
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
    held = Map.of();
  }
}
