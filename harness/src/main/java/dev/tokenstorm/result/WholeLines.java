package dev.tokenstorm.result;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of lines without a last line that has no end, which a killed process or a full disk
 * leaves behind. Such a line may look whole, with a number that has lost its last digits. A line
 * beyond {@link #LONGEST_LINE_BYTES} cannot be read, so that no file costs more memory than that.
 * For one thread.
 */
final class WholeLines extends FilterInputStream {
  private static final int BLOCK_BYTES = 8_192;

  /** Far more than any line of a run has. */
  static final int LONGEST_LINE_BYTES = 4 << 20;

  private long left;
  private long lineBytes;

  private WholeLines(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  /** Opens a file. */
  static InputStream open(Path file) throws IOException {
    long length = length(file);
    return new WholeLines(Files.newInputStream(file), length);
  }

  /** Reads a file that is open from its beginning; whoever has opened it closes it. */
  static InputStream of(FileChannel file) throws IOException {
    long length = length(file);
    return new WholeLines(Channels.newInputStream(file.position(0)), length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(left, length));
    left -= Math.max(0, read);
    for (int i = offset; i < offset + read; i++) {
      lineBytes = bytes[i] == '\n' ? 0 : lineBytes + 1;
      if (lineBytes > LONGEST_LINE_BYTES) {
        throw new IOException("a line is longer than %d bytes".formatted(LONGEST_LINE_BYTES));
      }
    }
    return read;
  }

  /** What is skipped is read, as it may end a line. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(bytes, BLOCK_BYTES))];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Returns the number of bytes up to the end of the last whole line. */
  private static long length(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return length(channel);
    }
  }

  private static long length(FileChannel channel) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    long end = channel.size();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK_BYTES);
      int length = read(channel, block, start, (int) (end - start));
      for (int i = length - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private static int read(FileChannel channel, ByteBuffer block, long start, int length)
      throws IOException {
    block.clear().limit(length);
    int read = 0;
    // A read may bring less than there is.
    while (read >= 0 && block.hasRemaining()) {
      read = channel.read(block, start + block.position());
    }
    return block.position();
  }
}
