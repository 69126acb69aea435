package dev.tokenstorm.ledger;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The array in which a byte string keeps its bytes. A byte string that was read from a message has
 * one of just its length, and needs no copy to do without the object around it. That object would
 * cost each parked token 24 bytes. A part of something larger is copied, so it keeps nothing alive.
 */
final class WholeArray extends ByteOutput {
  private byte @Nullable [] latest;

  private WholeArray() {}

  /** The bytes, which nobody may change; a copy only if they have no array of their own. */
  static byte[] of(ByteString bytes) {
    WholeArray written = new WholeArray();
    try {
      UnsafeByteOperations.unsafeWriteTo(bytes, written);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
    byte[] whole = written.latest;
    return whole != null && whole.length == bytes.size() ? whole : bytes.toByteArray();
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    // What is written in pieces has no piece as long as the whole.
    latest = length == value.length ? value : null;
  }

  @Override
  public void write(byte value) {}

  @Override
  public void write(byte[] value, int offset, int length) {}

  @Override
  public void write(ByteBuffer value) {}

  @Override
  public void writeLazy(ByteBuffer value) {}
}
