package dev.tokenstorm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RatioIntervalTest {
  private static final Offset<Double> CLOSE = within(1e-4);

  @Test
  void itIsStudentsIntervalOfTheLogarithms() {
    RatioInterval interval = RatioInterval.of(List.of(Math.exp(0.9), Math.exp(1), Math.exp(1.1)));
    assertThat(interval.ratio()).isCloseTo(Math.E, CLOSE);
    // A deviation of 0.1, three values, and 4.3027 of a table of Student's t for two degrees.
    double reach = 4.3027 * 0.1 / Math.sqrt(3);
    assertThat(interval.low()).isCloseTo(Math.exp(1 - reach), CLOSE);
    assertThat(interval.high()).isCloseTo(Math.exp(1 + reach), CLOSE);
  }

  @Test
  void theRatioTheOtherWayRoundHasTheOtherInterval() {
    RatioInterval there = RatioInterval.of(List.of(0.5, 0.8, 1.1, 0.9));
    RatioInterval back = RatioInterval.of(List.of(1 / 0.5, 1 / 0.8, 1 / 1.1, 1 / 0.9));
    assertThat(there.ratio() * back.ratio()).isCloseTo(1, CLOSE);
    assertThat(there.low() * back.high()).isCloseTo(1, CLOSE);
    assertThat(there.high() * back.low()).isCloseTo(1, CLOSE);
  }
}
