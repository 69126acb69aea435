package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RobustStatisticsTest {
  @Test
  void quantilesLieBetweenOrderStatistics() {
    double[] numbers = {4, 1, 3, 2};
    assertThat(RobustStatistics.median(numbers)).isEqualTo(2.5);
    assertThat(RobustStatistics.quantile(numbers, 0)).isEqualTo(1);
    assertThat(RobustStatistics.quantile(numbers, 1)).isEqualTo(4);
    assertThat(numbers).containsExactly(4, 1, 3, 2);
  }

  @Test
  void aDeviationIsToldFromTheOthersAlone() {
    double[] others = {9, 10, 11, 100};
    // Their median is 10.5, and the distances from it are 0.5, 0.5, 1.5 and 89.5.
    assertThat(RobustStatistics.deviation(13.5, others, 0)).isEqualTo(3 / 1.4826);
    assertThat(RobustStatistics.deviation(10.5, others, 0)).isZero();
    assertThat(RobustStatistics.deviation(12, new double[] {10, 10, 10}, 0.1)).isEqualTo(2);
    assertThat(RobustStatistics.deviation(0, new double[] {0}, 0.1)).isZero();
    assertThat(RobustStatistics.deviation(1, new double[] {0}, 0.1)).isInfinite();
  }
}
