package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.ByteBuffer;
import java.util.List;

/** Cuts histories into pages that fit into a message. */
final class HistoryPages {
  private static final int MOST_EVENTS = 1_000;

  /** Largest page in bytes: half of the 4 MB that gRPC accepts by default. */
  private static final int MOST_BYTES = 2 << 20;

  private static final int TOKEN_BYTES = 2 * Long.BYTES + 1;

  private HistoryPages() {}

  /**
   * A page of events.
   *
   * @param events of the page
   * @param next index of the first event after the page
   * @param last whether there is no event after the page
   */
  record Page(List<HistoryEvent> events, int next, boolean last) {}

  /** Returns the events from an index on: as many as fit, and at least one. */
  static Page of(List<HistoryEvent> all, int from) {
    return of(all, from, MOST_EVENTS);
  }

  static Page of(List<HistoryEvent> all, int from, int mostEvents) {
    int end = Math.min(all.size(), from + (mostEvents < 1 ? MOST_EVENTS : mostEvents));
    long bytes = 0;
    int next = from;
    while (next < end && (next == from || bytes + size(all, next) <= MOST_BYTES)) {
      bytes += size(all, next);
      next++;
    }
    return new Page(List.copyOf(all.subList(from, next)), next, next == all.size());
  }

  private static int size(List<HistoryEvent> all, int index) {
    return all.get(index).getSerializedSize();
  }

  /**
   * The place at which the next page begins.
   *
   * @param execution serial number of the execution
   * @param next index of the next event
   * @param task whether the last page ends with the events of a transient workflow task
   */
  record Position(long execution, int next, boolean task) {}

  /**
   * Writes a position as a page token.
   *
   * @param execution serial number of the execution
   * @param next index of the next event
   * @param task whether the last page ends with the events of a transient workflow task
   */
  static ByteString token(long execution, int next, boolean task) {
    byte[] bytes = new byte[TOKEN_BYTES];
    ByteBuffer.wrap(bytes).putLong(execution).putLong(next).put((byte) (task ? 1 : 0));
    return ByteString.copyFrom(bytes);
  }

  static Position read(ByteString token) {
    if (token.size() != TOKEN_BYTES) {
      throw StatusErrors.invalid("Invalid NextPageToken.");
    }
    ByteBuffer buffer = token.asReadOnlyByteBuffer();
    return new Position(buffer.getLong(), (int) buffer.getLong(), buffer.get() == 1);
  }
}
