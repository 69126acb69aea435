package dev.tokenstorm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartFigureNotationTest {
  private final PartFigureNotation notation = new PartFigureNotation();

  @ParameterizedTest
  @ValueSource(strings = {"completions.rate", "drain:completions.rate", "measure:workflow.p99"})
  void whatIsReadIsWrittenAgain(String text) throws Misfit {
    assertThat(notation.print(notation.parse(text))).isEqualTo(text);
  }

  @Test
  void thePartThatIsMeantByDefaultIsNotWritten() throws Misfit {
    assertThat(notation.print(notation.parse(" measure : completions.rate ")))
        .isEqualTo("completions.rate");
  }

  @Test
  void anUnknownFigureIsAnsweredWithTheOneThatWasMeant() {
    assertThatThrownBy(() -> notation.parse("completion.rate"))
        .isInstanceOfSatisfying(
            Misfit.class,
            misfit ->
                assertThat(misfit.sentence("--figure", "completion.rate"))
                    .isEqualTo(
                        "--figure must say completions.rate where it says completion.rate, or"
                            + " another figure of docs/objectives.md."));
  }

  @Test
  void aPartThatTheFigureDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> notation.parse("drain:findings"))
        .isInstanceOfSatisfying(
            Misfit.class,
            misfit ->
                assertThat(misfit.sentence("--figure", "drain:findings"))
                    .isEqualTo("--figure must have no phase before findings, not drain."));
  }
}
