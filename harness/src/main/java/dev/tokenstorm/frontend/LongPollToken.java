package dev.tokenstorm.frontend;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;

/**
 * The state of a standalone activity that a client has seen, in bytes. A long poll with it is
 * answered when the state is a later one.
 *
 * @param frontEnd id of the front end
 * @param execution serial number of the activity
 * @param transitions how often the state had changed
 */
record LongPollToken(long frontEnd, long execution, long transitions) {
  private static final int BYTES = 3 * Long.BYTES;

  static LongPollToken of(StandaloneActivity activity) {
    return new LongPollToken(activity.server.id(), activity.serial, activity.transitions());
  }

  ByteString bytes() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.wrap(bytes).putLong(frontEnd).putLong(execution).putLong(transitions);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Reads a token of an activity.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT if the bytes are no token, or another
   *     activity's
   */
  static LongPollToken read(ByteString bytes, StandaloneActivity activity) {
    if (bytes.size() != BYTES) {
      throw StatusErrors.invalid("invalid long poll token");
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    LongPollToken token = new LongPollToken(buffer.getLong(), buffer.getLong(), buffer.getLong());
    if (token.frontEnd != activity.server.id() || token.execution != activity.serial) {
      throw StatusErrors.invalid("long poll token does not match execution");
    }
    return token;
  }
}
