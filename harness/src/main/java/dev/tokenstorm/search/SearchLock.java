package dev.tokenstorm.search;

import dev.tokenstorm.result.FullDiskException;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A search's folder, held by the process that searches, so that a second one that goes on with the
 * same search does not write over the runs of the first. The system lets go of it when the process
 * dies. Where the file system has no locks, nothing is held.
 */
public final class SearchLock implements AutoCloseable {
  private static final String NAME = "." + SearchFile.NAME + ".lock";

  private final FileChannel file;

  private SearchLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the folder if it is not there, and holds it until closed.
   *
   * @throws UsageException if another search holds it, or it cannot be written
   * @throws FullDiskException if there is no room for it
   */
  public static SearchLock take(Path directory) {
    String shown = Printable.shown(directory.toString());
    try {
      Files.createDirectories(directory);
      FileChannel file =
          FileChannel.open(
              directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (free(file)) {
        return new SearchLock(file);
      }
      file.close();
    } catch (IOException e) {
      String sentence =
          "The search's folder %s cannot be written to (%s); "
              .formatted(shown, WriteFailure.reason(e));
      throw WriteFailure.isOfTheDisk(e)
          ? new FullDiskException(sentence + "make room there, or name another with --out.", e)
          : new UsageException(sentence + "mend that, or begin another search.");
    }
    throw new UsageException(
        "%s is a search that another process is at; wait for its end, or interrupt it."
            .formatted(shown));
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
