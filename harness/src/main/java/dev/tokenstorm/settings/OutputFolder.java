package dev.tokenstorm.settings;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Finds out before a run whether its results can be written. Creates nothing. */
public final class OutputFolder {

  private OutputFolder() {}

  /**
   * Checks that a folder does not exist and that it can be created.
   *
   * @param label what gave the folder
   */
  public static void check(Path folder, String label) {
    String shown = Printable.shown(folder.toString());
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          label + " must name a folder that does not exist yet, and " + shown + " does.");
    }
    Path parent = nearestParent(folder);
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new UsageException(
          label
              + " cannot be created: "
              + Printable.shown(parent.toString())
              + " is not a folder that can be written to; name another place with --out.");
    }
  }

  private static Path nearestParent(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      parent = parent.getParent();
    }
    return parent == null ? folder.toAbsolutePath().getRoot() : parent;
  }
}
