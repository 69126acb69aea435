package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;

/**
 * The content of a task token. It names its task directly, so no table of tokens is kept. A token
 * has 33 bytes.
 *
 * @param kind of task
 * @param frontEnd id of the front end that made the token; a later one at the same address must not
 *     accept it
 * @param execution serial number of the execution
 * @param scheduledEventId of the workflow task or activity; for a standalone activity, the stamp of
 *     the attempt's offer
 * @param attempt of the activity; for a workflow task, its number among all workflow tasks of the
 *     execution
 */
record TaskToken(Kind kind, long frontEnd, long execution, long scheduledEventId, long attempt) {
  private static final int BYTES = 1 + 4 * Long.BYTES;

  /** Kinds of tasks. */
  enum Kind {
    WORKFLOW((byte) 'w'),

    /** An activity of a workflow. */
    ACTIVITY((byte) 'a'),

    /** An activity without a workflow. */
    STANDALONE((byte) 's');

    private final byte mark;

    Kind(byte mark) {
      this.mark = mark;
    }
  }

  /**
   * Returns the token of a standalone activity's attempt.
   *
   * @param stamp of its offer; a number of an attempt comes again after a reset
   */
  static TaskToken standalone(long frontEnd, long execution, long stamp, long attempt) {
    return new TaskToken(Kind.STANDALONE, frontEnd, execution, stamp, attempt);
  }

  /** Returns whether bytes have the mark of a standalone activity's token. */
  static boolean standalone(ByteString bytes) {
    return !bytes.isEmpty() && bytes.byteAt(0) == Kind.STANDALONE.mark;
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
   * @throws StatusRuntimeException INVALID_ARGUMENT if the bytes are no token
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
