package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GeometricMeanTest {
  private static final Offset<Double> CLOSE = within(1e-4);

  @Test
  void itsIntervalIsStudentsOfTheLogarithms() {
    GeometricMean mean = GeometricMean.of(Math.exp(0.9), Math.exp(1), Math.exp(1.1));
    assertThat(mean.value()).isCloseTo(Math.E, CLOSE);
    // A deviation of 0.1, three values, and 4.3027 of a table of Student's t for two degrees.
    double reach = 4.3027 * 0.1 / Math.sqrt(3);
    assertThat(mean.low()).isCloseTo(Math.exp(1 - reach), CLOSE);
    assertThat(mean.high()).isCloseTo(Math.exp(1 + reach), CLOSE);
  }

  @Test
  void ratiosTheOtherWayRoundHaveTheOtherInterval() {
    GeometricMean there = GeometricMean.of(0.5, 0.8, 1.1, 0.9);
    GeometricMean back = GeometricMean.of(1 / 0.5, 1 / 0.8, 1 / 1.1, 1 / 0.9);
    assertThat(there.value() * back.value()).isCloseTo(1, CLOSE);
    assertThat(there.low() * back.high()).isCloseTo(1, CLOSE);
    assertThat(there.high() * back.low()).isCloseTo(1, CLOSE);
  }

  @Test
  void equalNumbersLeaveNoDoubt() {
    assertThat(GeometricMean.of(4, 4).factor()).isEqualTo(1);
  }

  @Test
  void oneNumberHasNoInterval() {
    assertThatIllegalArgumentException().isThrownBy(() -> GeometricMean.of(4));
  }
}
