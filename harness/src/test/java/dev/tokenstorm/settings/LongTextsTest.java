package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Texts of a hundred thousand characters. What took the square of their length took minutes, and
 * what took a piece of the stack for each character had none left; the bound is one against both.
 */
@Timeout(60)
final class LongTextsTest {
  private static final int MANY = 100_000;

  private static void refused(Notation<?> notation, String text) {
    assertThatThrownBy(() -> notation.parse(text)).isInstanceOf(Notation.Misfit.class);
  }

  @Test
  void whatIsTooLongIsNoStageNoRampAndNoDelay() {
    refused(new StagesNotation(), "1s@1" + "..".repeat(MANY) + "@");
    refused(new InFlightNotation(), "1" + "..".repeat(MANY));
    refused(new DelayNotation(), "uniform:" + "..".repeat(MANY) + "\n");
  }

  @Test
  void aLongTextIsQuotedByItsBeginningAndWithoutCredentials() {
    assertThat(Printable.quoted("://".repeat(MANY))).hasSizeLessThan(100);
    assertThat(Printable.quoted("http://user:" + "x".repeat(MANY) + "@host"))
        .isEqualTo("\"http://…@\"");
  }

  @Test
  void aLongPathOfAPlanIsWritten() {
    String path = "a" + ":a".repeat(MANY);

    assertThat(PlanYaml.write(Sources.plan("target", "dev-server", "dev-server-path", path)))
        .contains("dev-server-path: \"" + path + "\"\n");
  }
}
