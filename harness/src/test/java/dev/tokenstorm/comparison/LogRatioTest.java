package dev.tokenstorm.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Student's own example: hours of sleep that two drugs gave ten patients more. R gives the figures
 * that are compared here ({@code t.test(extra ~ group, data = sleep)}, and the same paired).
 */
final class LogRatioTest {
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void pairsGiveStudentsInterval() {
    double[] differences = FIRST.clone();
    Arrays.setAll(differences, i -> SECOND[i] - FIRST[i]);
    LogRatio paired = LogRatio.paired(differences);
    assertThat(paired.mean()).isEqualTo(1.58, within(1e-9));
    assertThat(paired.freedom()).isEqualTo(9);
    assertThat(paired.mean() / paired.error()).isEqualTo(4.0621, within(5e-5));
    assertThat(paired.chanceOfEqual()).isEqualTo(0.002833, within(5e-7));
    RatioInterval interval = paired.interval().orElseThrow();
    assertThat(Math.log(interval.low())).isEqualTo(0.7001142, within(5e-7));
    assertThat(Math.log(interval.high())).isEqualTo(2.4598858, within(5e-7));
  }

  @Test
  void runsWithoutPairsGiveWelchsInterval() {
    LogRatio welch = LogRatio.welch(FIRST, SECOND);
    assertThat(welch.mean() / welch.error()).isEqualTo(-1.8608, within(5e-5));
    assertThat(welch.freedom()).isEqualTo(17.776, within(5e-4));
    assertThat(welch.chanceOfEqual()).isEqualTo(0.07939, within(5e-6));
    RatioInterval interval = welch.interval().orElseThrow();
    assertThat(Math.log(interval.low())).isEqualTo(-3.3654832, within(5e-7));
    assertThat(Math.log(interval.high())).isEqualTo(0.2054832, within(5e-7));
  }

  /** One side has a variance of 1 over 3, the other one of 80/3 over 4. */
  @Test
  void sidesMayDifferInScatterAndInNumber() {
    LogRatio welch = LogRatio.welch(new double[] {1, 2, 3}, new double[] {0, 4, 8, 12});
    double ours = 1.0 / 3;
    double theirs = 80.0 / 12;
    assertThat(welch.error()).isEqualTo(Math.sqrt(ours + theirs), within(1e-12));
    assertThat(welch.freedom())
        .isEqualTo(49 / (ours * ours / 2 + theirs * theirs / 3), within(1e-9));
    assertThat(welch.runs()).isEqualTo(3);
  }

  @Test
  void twoRunsHaveARatioAndNoInterval() {
    LogRatio two = LogRatio.paired(new double[] {Math.log(2), Math.log(2)});
    assertThat(two.ratio()).isEqualTo(2, within(1e-12));
    assertThat(two.interval()).isEmpty();
    assertThat(two.chanceOfEqual()).isEqualTo(1);
    assertThat(LogRatio.welch(new double[] {1}, new double[] {0, 1, 2}).interval()).isEmpty();
  }

  @Test
  void runsWithoutScatterLeaveNothingToChance() {
    LogRatio more = LogRatio.paired(new double[] {0.5, 0.5, 0.5});
    assertThat(more.chanceOfEqual()).isZero();
    assertThat(more.interval()).hasValue(new RatioInterval(Math.exp(0.5), Math.exp(0.5)));
    LogRatio equal = LogRatio.paired(new double[] {0, 0, 0});
    assertThat(equal.chanceOfEqual()).isEqualTo(1);
    assertThat(equal.interval()).hasValue(new RatioInterval(1, 1));
    LogRatio alike = LogRatio.welch(new double[] {1, 1, 1}, new double[] {1, 1, 1});
    assertThat(alike.chanceOfEqual()).isEqualTo(1);
  }

  @Test
  void aBoundIsTestedFromEitherSide() {
    LogRatio ratio = LogRatio.paired(new double[] {0.1, 0.2, 0.3, 0.2});
    assertThat(ratio.chanceOfAtMost(1)).isLessThan(0.02);
    assertThat(ratio.chanceOfAtLeast(1)).isGreaterThan(0.98);
    assertThat(ratio.chanceOfAtMost(Math.exp(0.2))).isEqualTo(0.5, within(1e-9));
  }
}
