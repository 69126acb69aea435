package dev.tokenstorm.result;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The lock of the one process that writes a run's folder, on its {@link UnfinishedLog}. The system
 * lets go of it when the process dies, or closes the file, by whichever of its openings. So whoever
 * holds it reads the file by this lock's channel alone. Where the file system has no locks, nobody
 * is kept out.
 */
final class WriterLock implements Closeable {
  /** Place of the lock: far behind the end, so that it keeps nobody from reading. */
  private static final long POSITION = Long.MAX_VALUE - 1;

  private final FileChannel file;

  private WriterLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock of a file that is there; empty while another process has it.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  static Optional<WriterLock> take(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (hold(channel)) {
      return Optional.of(new WriterLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  /** Takes the lock by an opening of the file, with which it ends; whether nobody else has it. */
  static boolean hold(FileChannel file) {
    try {
      return file.tryLock(POSITION, 1, false) != null;
    } catch (OverlappingFileLockException byThisProcess) {
      return false;
    } catch (IOException noLocksHere) {
      return true;
    }
  }

  /** Returns whether a process still writes a folder's file. */
  static boolean held(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return held(channel);
    }
  }

  private static boolean held(FileChannel channel) {
    try (FileLock lock = channel.tryLock(POSITION, 1, true)) {
      return lock == null;
    } catch (OverlappingFileLockException byThisProcess) {
      return true;
    } catch (IOException noLocksHere) {
      return false;
    }
  }

  /** Returns the file, to be read and cut. */
  FileChannel file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
