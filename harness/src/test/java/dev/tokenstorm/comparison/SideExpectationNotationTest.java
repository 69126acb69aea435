package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.figure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.objective.Operator;
import dev.tokenstorm.text.Notation.Misfit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SideExpectationNotationTest {
  private final SideExpectationNotation notation =
      new SideExpectationNotation(List.of("a", "b", "new-2"));

  @Test
  void anExpectationNamesTwoSidesAFigureAndAShare() throws Misfit {
    assertThat(notation.parse("b.completions.rate > 1.2 * a"))
        .isEqualTo(new SideExpectation("b", figure("completions.rate"), Operator.ABOVE, 1.2, "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "b.completions.rate > 1.2 * a, b.completions.rate > 1.2 * a",
    "'  b.workflow.p99<=1.05*a ', b.workflow.p99 <= 1.05 * a",
    "b.workflow.p99 < 105% * a, b.workflow.p99 < 1.05 * a",
    "b.workflow.p99 <= a, b.workflow.p99 <= a",
    "b.workflow.p99 <= 1 * a.workflow.p99, b.workflow.p99 <= a",
    "new-2.drain:completions.rate >= 0.9 * b, new-2.drain:completions.rate >= 0.9 * b",
    "a.measure:completions.rate >= b, a.completions.rate >= b",
    "b.workflow.p99.9 <= 2 * a, b.workflow.p99.9 <= 2 * a"
  })
  void whatIsReadIsWrittenTheShortWay(String text, String written) throws Misfit {
    SideExpectation read = notation.parse(text);
    assertThat(notation.print(read)).isEqualTo(written);
    assertThat(notation.parse(written)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "c.completions.rate > a | must name one of the sides a, b, new-2, not c.",
        "b.completions.rate > 1.2 * c | must name one of the sides a, b, new-2, not c.",
        "b.completions.rate > b | must compare two sides, and names b twice.",
        "b.completions.rate == a | must compare with < <= > >=, not \"==\".",
        "b.completions.rate > 0 * a | must have a share above 0 before *, such as 1.2 or 120%,"
            + " not 0.",
        "b.completions.rate > -1 * a | must have a share above 0 before *, such as 1.2 or 120%,"
            + " not -1.",
        "b.completions.rate > 5ms * a | must have a share above 0 before *, such as 1.2 or 120%,"
            + " not 5ms.",
        "b.completions.rate > a.workflow.p99 | must compare completions.rate with the same figure"
            + " of a, not with workflow.p99.",
        "b.completion.rate > a | must say completions.rate where it says completion.rate, or"
            + " another figure of docs/objectives.md.",
        "b.completions.rate | must be a side's figure, a comparison and a share of another"
            + " side's, such as 'b.completions.rate > 1.2 * a', not b.completions.rate.",
        "completions.rate > 200/s | must be a side's figure, a comparison and a share of another"
            + " side's, such as 'b.completions.rate > 1.2 * a', not \"completions.rate > 200/s\".",
      })
  void whatIsNoneIsAnsweredWithTheWayOut(String text, String sentence) {
    assertThatThrownBy(() -> notation.parse(text))
        .isInstanceOfSatisfying(
            Misfit.class,
            misfit -> assertThat(misfit.sentence("", text).strip()).isEqualTo(sentence));
  }

  @Test
  void aLongTextIsRefusedWithoutMuchWork() {
    String text = "b.completions.rate > 1.2 * a" + " ".repeat(10_000);
    assertThatThrownBy(() -> notation.parse(text)).isInstanceOf(Misfit.class);
  }
}
