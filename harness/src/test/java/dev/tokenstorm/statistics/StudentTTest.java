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
}
