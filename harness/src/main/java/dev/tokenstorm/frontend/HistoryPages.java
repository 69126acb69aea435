package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.ByteBuffer;
import java.util.List;

/** Cuts histories into answers that fit into a message. */
final class HistoryPages {
  private static final int MOST_EVENTS = 1_000;

  /** A message may have 4 MB where nobody has raised that. */
  private static final int MOST_BYTES = 2 << 20;

  private static final int TOKEN_BYTES = 2 * Long.BYTES + 1;

  private HistoryPages() {}

  /**
   * Some events.
   *
   * @param next index of the first event that is not among them
   * @param last whether there are none after them
   */
  record Page(List<HistoryEvent> events, int next, boolean last) {}

  /** The events from an index on, as many as fit, and one at least. */
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

  /** Where to go on. */
  record Position(long execution, int next, boolean task) {}

  /**
   * Writes a position.
   *
   * @param task whether the page after the last ends with the events of a transient task
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
