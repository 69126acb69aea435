package dev.tokenstorm.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders that were made for a while. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Removes a folder with all that is in it. What cannot be removed is left to the system. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return;
    }
  }
}
