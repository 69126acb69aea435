package dev.tokenstorm.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.statistics.NormalSeries;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statistics, against results that are known and against chance itself. */
class TrendTest {

  @Test
  void tenNumbersThatRiseHaveTheKnownStatistic() {
    double[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    Trend trend = Trend.of(numbers);
    // All 45 pairs rise; their variance is 10 · 9 · 25 / 18 = 125.
    assertThat(trend.z()).isEqualTo(44 / Math.sqrt(125), within(1e-12));
    assertThat(trend.start()).isEqualTo(1, within(1e-12));
    assertThat(trend.end()).isEqualTo(10, within(1e-12));
  }

  @Test
  void equalNumbersAreNoPairs() {
    assertThat(Trend.of(new double[] {5, 5, 5, 5, 5, 5}).z()).isZero();
    double[] tied = {1, 1, 2, 2, 3, 3};
    // 12 of 15 pairs rise, 3 tie; variance 6 · 5 · 17 / 18 − 3 · (2 · 1 · 9) / 18.
    assertThat(Trend.of(tied).z()).isPositive().isLessThan(11 / Math.sqrt(28.3 - 3));
  }

  @Test
  void aLineIsNotBentByOutliers() {
    double[] numbers = new double[30];
    Arrays.setAll(numbers, i -> i % 10 == 3 ? 1_000 : 50 + 2 * i);
    assertThat(Trend.of(numbers).start()).isEqualTo(50, within(2.0));
    assertThat(Trend.of(numbers).end()).isEqualTo(108, within(2.0));
  }

  @Test
  void aJumpIsFoundWhereItIs() {
    double[] numbers = new double[40];
    Arrays.setAll(numbers, i -> (i < 29 ? 100 : 140) + i % 3);
    Jump jump = Jump.of(numbers);
    assertThat(jump.at()).isEqualTo(29);
    assertThat(jump.before()).isEqualTo(101);
    assertThat(jump.after()).isEqualTo(141);
    assertThat(jump.f()).isGreaterThan(1_000);
    assertThat(Jump.of(new double[20]).f()).isZero();
  }

  /** What docs/methodology.md says of false alarms: at most 3 % of steady series. */
  @ParameterizedTest
  @CsvSource({"18, 0.1", "18, 0.3", "36, 0.3", "115, 0.3"})
  void chanceAloneIsRarelyTakenForAChange(int stretches, double scatter) {
    assertThat(alarms(stretches, scatter, 0.5)).isLessThan(0.03);
    assertThat(alarms(stretches, scatter, 0)).isLessThan(0.005);
  }

  private static double alarms(int stretches, double scatter, double correlation) {
    return NormalSeries.mean(
        stretches,
        correlation,
        numbers -> {
          double[] figures = Arrays.stream(numbers).map(x -> Math.exp(scatter * x)).toArray();
          return SteadyState.changes(figures) ? 1 : 0;
        });
  }
}
