package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeyedTest {
  private enum Colour implements Keyed {
    RED,
    DARK_BLUE
  }

  @Test
  void aKeyIsTheNameInLowerCaseWithHyphens() {
    assertThat(Colour.RED.key()).isEqualTo("red");
    assertThat(Colour.DARK_BLUE.key()).isEqualTo("dark-blue");
  }

  @Test
  void aConstantIsFoundByItsKeyAndByNothingElse() {
    assertThat(Keyed.find(Colour.class, "dark-blue")).contains(Colour.DARK_BLUE);
    assertThat(Keyed.find(Colour.class, "DARK_BLUE")).isEmpty();
    assertThat(Keyed.find(Statistic.class, "p99.9")).contains(Statistic.P999);
  }
}
