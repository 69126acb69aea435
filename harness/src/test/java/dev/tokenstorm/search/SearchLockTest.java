package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchLockTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void oneAtATimeHoldsASearch() {
    Path search = folder.resolve("results/search");
    try (SearchLock first = SearchLock.take(search)) {
      assertThatThrownBy(() -> SearchLock.take(search))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "%s is a search that another process is at; wait for its end, or interrupt it."
                  .formatted(search));
    }
    SearchLock.take(search).close();
    assertThat(search).isDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsToldOf() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> SearchLock.take(file.resolve("search")))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(file.toString(), "cannot be written to");
  }
}
