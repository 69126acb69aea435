package dev.tokenstorm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell itself says whether it takes a word for what it is. */
final class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "commit=1a2b3c", "", "a b", "it's", "$HOME", "a\"b", "`id`", "x;y", "\\"})
  void aShellReadsBackWhatWasWritten(String word) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(word);
  }
}
