package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void oneAtATimeHoldsASearch() {
    Path search = folder.resolve("results/search");
    try (FolderLock first = FolderLock.take(search, "search.json", "search")) {
      assertThatThrownBy(() -> FolderLock.take(search, "search.json", "search"))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "%s is a search that another process is at; wait for its end, or interrupt it."
                  .formatted(search));
    }
    FolderLock.take(search, "search.json", "search").close();
    assertThat(search).isDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsToldOf() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> FolderLock.take(file.resolve("search"), "search.json", "search"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(file.toString(), "cannot be written to");
  }
}
