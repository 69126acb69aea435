package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds out before a run whether a file can be a history. It is not to be asked while this process
 * has the history open: on POSIX systems closing a file gives up SQLite's locks on it.
 */
final class HistoryFile {
  /** What every SQLite database that holds anything begins with. */
  private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private HistoryFile() {}

  /**
   * Checks that a file is a database or can be made one. Creates nothing.
   *
   * @param label what gave the file
   * @throws UsageException if it is not, or cannot
   */
  static void check(Path file, String label) {
    if (file.toString().contains("?")) {
      throw new UsageException(
          label + " must not have a question mark in it, which SQLite's driver would cut it at.");
    }
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file) || !beginsAsDatabase(file)) {
        throw new UsageException(
            "%s must name an SQLite database or a new file, and %s is something else; name another."
                .formatted(label, Printable.shown(file.toString())));
      }
      return;
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UsageException(
          "%s cannot be made: %s is not a folder that can be written to; name another place."
              .formatted(label, Printable.shown(String.valueOf(folder))));
    }
  }

  private static boolean beginsAsDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(HEADER.length);
      return begin.length == 0 || Arrays.equals(begin, HEADER);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
