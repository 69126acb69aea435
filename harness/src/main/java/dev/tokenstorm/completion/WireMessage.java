package dev.tokenstorm.completion;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An encoded request, in memory that is used again for the next one. Not thread-safe: who makes a
 * call writes it, and gRPC has read it before the call is answered.
 */
final class WireMessage extends InputStream implements KnownLength, Drainable {
  private static final int FIRST_BYTES = 512;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private int position;

  /** Memory for at least so many bytes, all of the message; to be followed by {@link #written}. */
  byte[] memory(int size) {
    if (bytes.length < size) {
      bytes = new byte[Math.max(size, 2 * bytes.length)];
    }
    return bytes;
  }

  /** The message has so many bytes. */
  void written(int size) {
    length = size;
    position = 0;
  }

  /** From the start, as for another attempt. */
  WireMessage rewind() {
    position = 0;
    return this;
  }

  @Override
  public int read() {
    return position == length ? -1 : bytes[position++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    if (position == length) {
      return most == 0 ? 0 : -1;
    }
    int count = Math.min(most, length - position);
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return length - position;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int count = length - position;
    target.write(bytes, position, count);
    position = length;
    return count;
  }
}
