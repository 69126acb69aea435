package dev.tokenstorm.result;

import java.io.IOException;
import java.util.Arrays;

/** A file in memory, on a disk of blocks that may have no free one. For one thread. */
final class FileOnBlocks implements GrowingFile {
  static final int BLOCK_BYTES = 4_096;

  private byte[] bytes = new byte[0];
  private boolean full;

  /** Whether no block is free any more; those that the file has are its own. */
  void setFull(boolean full) {
    this.full = full;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void write(long position, byte[] some) throws IOException {
    int start = Math.toIntExact(position);
    int most =
        full ? (bytes.length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES : Integer.MAX_VALUE;
    int written = Math.max(0, Math.min(some.length, most - start));
    if (start + written > bytes.length) {
      bytes = Arrays.copyOf(bytes, start + written);
    }
    System.arraycopy(some, 0, bytes, start, written);
    if (written < some.length) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public void cut(long length) {
    bytes = Arrays.copyOf(bytes, Math.toIntExact(length));
  }

  @Override
  public void close() {}
}
