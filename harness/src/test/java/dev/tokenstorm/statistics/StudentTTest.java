package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StudentTTest {
  /** The two-sided 95 % column of a printed table, and the normal distribution's at its end. */
  @ParameterizedTest
  @CsvSource({"1, 12.706", "2, 4.303", "5, 2.571", "30, 2.042", "1000000, 1.960"})
  void itReachesAsFarAsTheTableSays(long freedom, double reach) {
    assertThat(StudentT.reach(freedom)).isEqualTo(reach, within(5e-4));
  }

  /** Columns of a printed table: one-sided 5 % and 0.5 %. */
  @ParameterizedTest
  @CsvSource({"5, 0.95, 2.015", "9, 0.95, 1.833", "9, 0.995, 3.250", "11, 0.975, 2.201"})
  void aQuantileIsTheTables(double freedom, double share, double quantile) {
    assertThat(StudentT.quantile(freedom, share)).isEqualTo(quantile, within(5e-4));
    assertThat(StudentT.above(freedom, quantile)).isEqualTo(1 - share, within(5e-5));
  }
}
