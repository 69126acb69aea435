package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EnergySplitTest {
  private static final double[] NUMBERS = {9, 1, 2, 4, 3, 12, 14, 11, 13, 2, 7};

  /** By the definition, all pairs one by one. */
  @Test
  void theStatisticIsThatOfTheDefinition() {
    EnergySplit best = EnergySplit.best(NUMBERS, 1, 10, 2).orElseThrow();
    double greatest = Double.NEGATIVE_INFINITY;
    int at = 0;
    for (int split = 3; split <= 8; split++) {
      for (int end = split + 2; end <= 10; end++) {
        double statistic =
            defined(Arrays.copyOfRange(NUMBERS, 1, split), Arrays.copyOfRange(NUMBERS, split, end));
        if (statistic > greatest) {
          greatest = statistic;
          at = split;
        }
      }
    }
    assertThat(best.at()).isEqualTo(at).isEqualTo(5);
    assertThat(best.statistic()).isEqualTo(greatest, within(1e-9));
  }

  private static double defined(double[] x, double[] y) {
    double n = x.length;
    double m = y.length;
    double between = 2 / (n * m) * distances(x, y);
    double within = distances(x, x) / (n * (n - 1)) + distances(y, y) / (m * (m - 1));
    return n * m / (n + m) * (between - within);
  }

  private static double distances(double[] x, double[] y) {
    return Arrays.stream(x).map(a -> Arrays.stream(y).map(b -> Math.abs(a - b)).sum()).sum();
  }

  @Test
  void aStretchThatIsTooShortHasNone() {
    assertThat(EnergySplit.best(NUMBERS, 0, 9, 5)).isEmpty();
    assertThat(EnergySplit.best(NUMBERS, 0, 10, 5)).isPresent();
  }
}
