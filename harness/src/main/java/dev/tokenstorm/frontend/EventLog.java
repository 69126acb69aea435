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
 * An execution's history. While a workflow task is under way, what else happens is held back, and
 * gets its ids after the events of that task: a worker must be able to replay what it saw. Guarded
 * by its execution.
 */
final class EventLog {
  /** As on a real server: ids of tasks and of events are told apart by their size. */
  private static final long FIRST_TASK_ID = 1L << 20;

  private List<HistoryEvent> events = new ArrayList<>(16);
  private byte @Nullable [] packed;
  private int packedEvents;
  private List<Consumer<EventLog>> held = List.of();
  private List<Consumer<EventLog>> heldClosings = List.of();
  private long bytes;

  /** The id that the next event gets. */
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

  /** Nothing more is appended: a third of the memory does for what is hardly ever read. */
  void pack() {
    packedEvents = events.size();
    packed = History.newBuilder().addAllEvents(events).build().toByteArray();
    events = List.of();
  }

  /** Serialized length of all events. */
  long bytes() {
    return bytes;
  }

  /** A builder for an event. */
  static HistoryEvent.Builder event(EventType type, Timestamp time) {
    return HistoryEvent.newBuilder().setEventType(type).setEventTime(time);
  }

  /** Appends at once. */
  long append(HistoryEvent.Builder event) {
    long id = nextId();
    HistoryEvent appended = event.setEventId(id).setTaskId(FIRST_TASK_ID + id).build();
    events.add(appended);
    bytes += appended.getSerializedSize();
    return id;
  }

  /** Keeps something to be appended for the next {@link #release}. */
  void hold(Consumer<EventLog> appending) {
    if (held.isEmpty()) {
      held = new ArrayList<>(4);
    }
    held.add(appending);
  }

  /** The same, after all that is held: an activity's closing goes behind other events. */
  void holdClosing(Consumer<EventLog> appending) {
    if (heldClosings.isEmpty()) {
      heldClosings = new ArrayList<>(4);
    }
    heldClosings.add(appending);
  }

  /** Appends never what it was told to {@link #hold}, and still holds. */
  void drop(Consumer<EventLog> appending) {
    held.remove(appending);
  }

  /** How much is held. */
  int held() {
    return held.size() + heldClosings.size();
  }

  boolean holds() {
    return held() > 0;
  }

  /** Appends what was held; true if there was anything. */
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
