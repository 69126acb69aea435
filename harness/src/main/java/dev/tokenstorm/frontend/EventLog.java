package dev.tokenstorm.frontend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history of an execution, whose lock guards it.
 *
 * <p>While a workflow task is under way, other events are held back and get their ids after the
 * events of that task. So a worker can replay the history as it saw it.
 */
final class EventLog {
  /**
   * Difference between an event's id and its task id, so that, as on a real server, the two can be
   * told apart by their size.
   */
  private static final long FIRST_TASK_ID = 1L << 20;

  private List<HistoryEvent> events = new ArrayList<>(16);
  private byte @Nullable [] packed;
  private int packedEvents;
  private List<Consumer<EventLog>> held = List.of();
  private List<Consumer<EventLog>> heldClosings = List.of();
  private long bytes;

  /** Returns the id of the next event. */
  long nextId() {
    return (packed == null ? events.size() : packedEvents) + 1L;
  }

  List<HistoryEvent> events() {
    if (packed == null) {
      return events;
    }
    try {
      return History.parseFrom(packed).getEventsList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was packed here cannot be read", e);
    }
  }

  /**
   * Packs the events into bytes, which take a third of the memory. Called when nothing more is
   * appended; a packed history is rarely read.
   */
  void pack() {
    packedEvents = events.size();
    packed = History.newBuilder().addAllEvents(events).build().toByteArray();
    events = List.of();
  }

  /** Returns the serialized length of all events. */
  long bytes() {
    return bytes;
  }

  /** Returns a builder of an event. */
  static HistoryEvent.Builder event(EventType type, Timestamp time) {
    return HistoryEvent.newBuilder().setEventType(type).setEventTime(time);
  }

  /** Appends an event at once. */
  long append(HistoryEvent.Builder event) {
    long id = nextId();
    HistoryEvent appended = event.setEventId(id).setTaskId(FIRST_TASK_ID + id).build();
    events.add(appended);
    bytes += appended.getSerializedSize();
    return id;
  }

  /** Holds back an event until {@link #release}. */
  void hold(Consumer<EventLog> appending) {
    if (held.isEmpty()) {
      held = new ArrayList<>(4);
    }
    held.add(appending);
  }

  /**
   * Holds back an activity's closing event until {@link #release}, which appends it after all other
   * events.
   */
  void holdClosing(Consumer<EventLog> appending) {
    if (heldClosings.isEmpty()) {
      heldClosings = new ArrayList<>(4);
    }
    heldClosings.add(appending);
  }

  /** Drops an event that was held back by {@link #hold} and is not appended yet. */
  void drop(Consumer<EventLog> appending) {
    held.remove(appending);
  }

  /** Returns how many events are held back. */
  int held() {
    return held.size() + heldClosings.size();
  }

  boolean holds() {
    return held() > 0;
  }

  /** Appends the events that were held back; returns whether there were any. */
  boolean release() {
    if (!holds()) {
      return false;
    }
    List<Consumer<EventLog>> first = held;
    List<Consumer<EventLog>> last = heldClosings;
    held = List.of();
    heldClosings = List.of();
    first.forEach(appending -> appending.accept(this));
    last.forEach(appending -> appending.accept(this));
    return true;
  }
}
