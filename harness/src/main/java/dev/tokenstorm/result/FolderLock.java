package dev.tokenstorm.result;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of a search or of a comparison, held by the process that makes its runs. So a second
 * process that goes on with the same one does not write over the runs of the first. The system lets
 * go of the folder when the process dies. Where the file system has no locks, nothing is held.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the folder if it is not there, and holds it until closed.
   *
   * @param document the file in it that tells of all runs
   * @param what is made there, in a word: {@code search}
   * @throws UsageException if another process holds it, or it cannot be written
   * @throws FullDiskException if there is no room for it
   */
  public static FolderLock take(Path directory, String document, String what) {
    String shown = Printable.shown(directory.toString());
    try {
      Files.createDirectories(directory);
      FileChannel file =
          FileChannel.open(
              directory.resolve("." + document + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (free(file)) {
        return new FolderLock(file);
      }
      file.close();
    } catch (IOException e) {
      String sentence =
          "The %s's folder %s cannot be written to (%s); "
              .formatted(what, shown, WriteFailure.reason(e));
      throw WriteFailure.isOfTheDisk(e)
          ? new FullDiskException(sentence + "make room there, or name another with --out.", e)
          : new UsageException(sentence + "mend that, or begin another " + what + ".");
    }
    throw new UsageException(
        "%s is a %s that another process is at; wait for its end, or interrupt it."
            .formatted(shown, what));
  }

  private static boolean free(FileChannel file) {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was written to it, and the process's end lets go of it too.
      return;
    }
  }
}
