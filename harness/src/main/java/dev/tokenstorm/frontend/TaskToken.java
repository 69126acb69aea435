package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;

/**
 * What a task token says: it names its task without a look-up table, so there is nothing to keep or
 * to free for one. 33 bytes.
 *
 * @param frontEnd the front end that gave it; a later one on the same address must not mistake it
 * @param execution the execution's serial number
 * @param scheduledEventId of the workflow task or activity
 * @param attempt of the activity; of a workflow task, how many were started before it
 */
record TaskToken(Kind kind, long frontEnd, long execution, long scheduledEventId, long attempt) {
  private static final int BYTES = 1 + 4 * Long.BYTES;

  /** What a token is of. */
  enum Kind {
    WORKFLOW((byte) 'w'),
    ACTIVITY((byte) 'a');

    private final byte mark;

    Kind(byte mark) {
      this.mark = mark;
    }
  }

  ByteString bytes() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.wrap(bytes)
        .put(kind.mark)
        .putLong(frontEnd)
        .putLong(execution)
        .putLong(scheduledEventId)
        .putLong(attempt);
    return com.google.protobuf.UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Reads a token.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT when it is none
   */
  static TaskToken read(ByteString bytes, Kind kind) {
    if (bytes.isEmpty()) {
      throw StatusErrors.invalid("Task token not set on request.");
    }
    if (bytes.size() != BYTES || bytes.byteAt(0) != kind.mark) {
      throw StatusErrors.invalid("Error deserializing task token.");
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    buffer.get();
    return new TaskToken(
        kind, buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }
}
