package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AutocorrelationTest {
  @Test
  void independentNumbersAreNotInflatedAndAlikeNeighboursAre() {
    assertThat(NormalSeries.mean(200, 0, Autocorrelation::inflationOf)).isBetween(1.0, 1.25);
    // (1 + 0.6) / (1 − 0.6) = 4.
    assertThat(NormalSeries.mean(200, 0.6, Autocorrelation::inflationOf)).isBetween(3.2, 5.5);
    assertThat(Autocorrelation.inflationOf(new double[] {2, 2, 2, 2, 2, 2})).isEqualTo(1);
  }

  @Test
  void theInflationHasABoundOnEitherSide() {
    assertThat(Autocorrelation.inflation(-0.5)).isEqualTo(1);
    assertThat(Autocorrelation.inflation(0.5)).isEqualTo(3);
    assertThat(Autocorrelation.inflation(0.99)).isEqualTo(19, within(1e-12));
  }

  @Test
  void bothWaysFindTheSameCorrelation() {
    assertThat(
            NormalSeries.mean(
                400,
                0.6,
                numbers -> {
                  double squares = numbers[0] * numbers[0];
                  double steps = 0;
                  for (int i = 1; i < numbers.length; i++) {
                    squares += numbers[i] * numbers[i];
                    steps += Math.pow(numbers[i] - numbers[i - 1], 2);
                  }
                  return Autocorrelation.durbinWatson(steps, squares);
                }))
        .isEqualTo(0.6, within(0.02));
  }
}
