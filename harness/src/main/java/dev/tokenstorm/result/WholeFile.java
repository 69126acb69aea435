package dev.tokenstorm.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file as a whole, in place of an older one, or not at all. The text goes into a file
 * beside it, which is renamed once it is complete and removed if a write fails.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text.
   *
   * @throws IOException if it cannot be written; the older file then stays as it was
   */
  public static void write(Path file, String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
    try {
      Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
      Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }
}
