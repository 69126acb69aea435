package dev.tokenstorm.result;

import java.io.Closeable;
import java.io.IOException;

/** A file that is written piece by piece. For one thread. */
interface GrowingFile extends Closeable {
  /** Returns how many bytes it has. */
  long length() throws IOException;

  /**
   * Writes bytes over what is there, or behind it.
   *
   * @throws IOException if not all are written; a part of them may be
   */
  void write(long position, byte[] bytes) throws IOException;

  /** Cuts it to a length. */
  void cut(long length) throws IOException;
}
