package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.Printable;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NullNotationTest {
  private final NullNotation notation = new NullNotation();

  @ParameterizedTest
  @ValueSource(strings = {"drift=20ms/m", "drift=1ms/s", "drift=1h/h", "latency=1ms,drift=3us/h"})
  void aDriftIsPrintedAsItIsRead(String text) throws Misfit {
    assertThat(notation.print(notation.parse(text))).isEqualTo(text);
  }

  @Test
  void aDriftIsAGrowthForEachUnitOfTime() throws Misfit {
    assertThat(notation.parse("drift=20ms/m").drift())
        .hasValue(new NullOptions.Drift(Duration.ofMillis(20), Duration.ofMinutes(1)));
    assertThat(notation.parse("").drift()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20ms", "20ms/d", "/m", "0/m", "2h/m", "exp:20ms/m", "20/m", "20ms/", "20ms/m/s"})
  void whatIsNoDriftIsRefusedWithAnExample(String value) {
    assertThatThrownBy(() -> notation.parse("drift=" + value))
        .isInstanceOf(Misfit.class)
        .extracting(wrong -> ((Misfit) wrong).sentence("--with", "drift=" + value))
        .asString()
        .contains(
            "drift a value that it can have, as in drift=20ms/m, not " + Printable.shown(value));
  }
}
