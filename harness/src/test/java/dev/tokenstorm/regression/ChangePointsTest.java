package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ChangePointsTest {

  @Test
  void aStepIsFoundWhereItIs() {
    double[] numbers = new MadeUpRuns(1, 0.03).with(15, 100).with(15, 115).logs();
    assertThat(ChangePoints.of(numbers))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.at()).isEqualTo(15);
              assertThat(change.chance()).isEqualTo(0.001);
            });
  }

  @Test
  void severalStepsAreFoundInOrderOfTime() {
    double[] numbers =
        new MadeUpRuns(2, 0.02).with(12, 100).with(9, 120).with(14, 101).with(10, 80).logs();
    assertThat(positions(numbers)).containsExactly(12, 21, 35);
  }

  /** Its end belongs to the second sample's end, which E-divisive looks for as well. */
  @Test
  void aLevelThatComesAndGoesIsFound() {
    double[] numbers = new MadeUpRuns(3, 0.03).with(30, 100).with(6, 130).with(30, 100).logs();
    assertThat(positions(numbers)).containsExactly(30, 36);
  }

  /** A mean would not see it. */
  @Test
  void aChangeOfTheScatterAloneIsFound() {
    double[] calm = new MadeUpRuns(4, 0.01).with(60, 100).logs();
    double[] wild = new MadeUpRuns(5, 0.2).with(60, 100).logs();
    assertThat(positions(joined(calm, wild)))
        .singleElement()
        .satisfies(at -> assertThat(at).isBetween(57, 63));
  }

  @Test
  void threeRunsAreNoLevelAndFourAre() {
    MadeUpRuns before = new MadeUpRuns(6, 0.02).with(20, 100);
    assertThat(positions(before.with(2, 150).logs())).isEmpty();
    assertThat(positions(before.with(2, 150).logs())).containsExactly(20);
  }

  @Test
  void equalNumbersNeverChange() {
    double[] numbers = new double[30];
    assertThat(ChangePoints.of(numbers)).isEmpty();
    assertThat(ChangePoints.of()).isEmpty();
    Arrays.fill(numbers, 10, 30, 1);
    assertThat(positions(numbers)).containsExactly(10);
  }

  @Test
  void theSameSeriesAlwaysHasTheSameChanges() {
    double[] numbers = new MadeUpRuns(7, 0.1).with(20, 100).with(20, 115).logs();
    assertThat(ChangePoints.of(numbers)).isEqualTo(ChangePoints.of(numbers.clone()));
  }

  @Test
  void ofALongSeriesTheNewestRunsAreSearched() {
    double[] old = new MadeUpRuns(8, 0.02).with(50, 50).with(50, 100).logs();
    double[] newest = new MadeUpRuns(9, 0.02).with(440, 100).with(20, 130).logs();
    assertThat(positions(joined(old, newest))).containsExactly(540);
  }

  @Test
  void aSeriesThatHoldsStillRarelyChanges() {
    assertThat(changed(500, 25)).isLessThanOrEqualTo(13);
  }

  @Tag("proof")
  @Test
  void oneInAHundredSeriesThatHoldStillChanges() {
    for (int length : new int[] {10, 25, 60}) {
      int series = length == 60 ? 2_000 : 10_000;
      long changed = changed(series, length);
      Proof.found(
          "of %d series of %d runs that hold still, %.2f %% have a change point",
          series, length, 100.0 * changed / series);
      assertThat(changed / (double) series).isLessThan(0.0135);
    }
  }

  private static long changed(int series, int length) {
    return IntStream.range(0, series)
        .parallel()
        .filter(
            seed -> !ChangePoints.of(new MadeUpRuns(seed, 0.05).with(length, 1).logs()).isEmpty())
        .count();
  }

  private static List<Integer> positions(double[] numbers) {
    return ChangePoints.of(numbers).stream().map(ChangePoint::at).toList();
  }

  private static double[] joined(double[] first, double[] second) {
    return IntStream.range(0, first.length + second.length)
        .mapToDouble(i -> i < first.length ? first[i] : second[i - first.length])
        .toArray();
  }
}
