package dev.tokenstorm.frontend;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more bytes than allowed were read from it. For one thread. */
final class BoundedStream extends FilterInputStream {
  private long left;

  BoundedStream(InputStream in, int most) {
    super(in);
    this.left = most;
  }

  /** Returns whether there were more bytes than allowed. */
  boolean exceeded() {
    return left < 0;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    took(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = in.read(into, from, length);
    took(Math.max(0, read));
    return read;
  }

  private void took(long bytes) throws IOException {
    left -= bytes;
    if (exceeded()) {
      throw new IOException("there are more bytes than may be read");
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    took(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
