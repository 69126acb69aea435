package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aFileTakesThePlaceOfAnOlderOne() throws IOException {
    Path file = folder.resolve("a.json");
    WholeFile.write(file, "older, and longer");
    WholeFile.write(file, "newer");
    assertThat(file).hasContent("newer");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenLeavesNothingUnfinished() throws IOException {
    Path inTheWay = folder.resolve("a.json");
    Files.createDirectories(inTheWay.resolve("b"));
    assertThatThrownBy(() -> WholeFile.write(inTheWay, "text")).isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).containsExactly("a.json");
    assertThat(inTheWay).isDirectory();
  }

  @Test
  void reasonsAreWordsAndAFullDiskIsNoWrongFlag() {
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("none/a.json"), "text"))
        .isInstanceOfSatisfying(
            IOException.class,
            e -> {
              assertThat(WriteFailure.reason(e)).isEqualTo("its folder is gone");
              assertThat(WriteFailure.isOfTheDisk(e)).isFalse();
            });
    IOException full = new IOException("No space left on device");
    assertThat(WriteFailure.isOfTheDisk(full)).isTrue();
    assertThat(WriteFailure.reason(new IOException())).isEqualTo("IOException");
  }
}
