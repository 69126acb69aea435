package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as users write them. */
final class PathNotationTest {
  private final PathNotation notation = new PathNotation();

  @ParameterizedTest
  @ValueSource(strings = {"results/one", "results/", "/", ".", " a", "a b/ c"})
  void whatIsWrittenIsReadAgain(String text) throws Misfit {
    Path path = notation.parse(text);

    assertThat(path).isEqualTo(Path.of(text));
    assertThat(notation.parse(notation.print(path))).isEqualTo(path);
  }

  /** The last two are written as a blank. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", " /", " //"})
  void aPathOfBlanksIsRefused(String text) {
    assertThatThrownBy(() -> notation.parse(text))
        .isInstanceOf(Misfit.class)
        .satisfies(
            misfit ->
                assertThat(((Misfit) misfit).sentence("--out", text))
                    .isEqualTo("--out must not be empty."));
  }
}
