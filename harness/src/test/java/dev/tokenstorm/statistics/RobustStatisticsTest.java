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
}
