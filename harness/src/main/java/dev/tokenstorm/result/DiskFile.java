package dev.tokenstorm.result;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file on a disk. It is written by no channel, which an interrupted thread would close. For one
 * thread.
 */
final class DiskFile implements GrowingFile {
  private final RandomAccessFile file;

  private DiskFile(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens a file, and makes it if it is not there. */
  static DiskFile open(Path path) throws IOException {
    return new DiskFile(new RandomAccessFile(path.toFile(), "rw"));
  }

  /** Returns the channel of this opening of the file, for a lock that ends with it. */
  FileChannel channel() {
    return file.getChannel();
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void write(long position, byte[] bytes) throws IOException {
    file.seek(position);
    file.write(bytes);
  }

  @Override
  public void cut(long length) throws IOException {
    file.setLength(length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
