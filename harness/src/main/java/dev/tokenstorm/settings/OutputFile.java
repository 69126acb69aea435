package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds out before a run whether a file can be written at its end. Creates nothing. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Checks that a file can be put in its folder, in place of an older one.
   *
   * @param label what gave the file
   * @throws UsageException if it cannot
   */
  public static void check(Path file, String label) {
    Path name = file.toAbsolutePath().normalize();
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          label
              + " must name a file, and "
              + Printable.shown(file.toString())
              + " is something else; name another.");
    }
    Path folder = name.getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UsageException(
          label
              + " cannot be written: "
              + Printable.shown(String.valueOf(folder))
              + " is not a folder that can be written to; make it first, or name another place.");
    }
  }
}
