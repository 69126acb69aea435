package dev.tokenstorm.verdict;

import java.util.Arrays;

/** What can be said of numbers in a row without trusting each of them. */
final class RobustStatistics {
  /** Beyond it the formula for so few numbers says nothing. */
  private static final double MOST_CORRELATED = 0.9;

  private RobustStatistics() {}

  static double median(double[] numbers) {
    return quantile(numbers, 0.5);
  }

  /** The quantile between order statistics, linear (Hyndman and Fan's type 7). */
  static double quantile(double[] numbers, double share) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * By how much the variance of a mean is larger than if these were independent of each other: (1 +
   * r) / (1 − r), of r at lag 1 as for an autoregressive process of first order, corrected for its
   * bias in short series, (n·r + 1) / (n − 4).
   *
   * @param residuals what is left of a series, its trend or its levels taken away
   */
  static double inflation(double[] residuals) {
    double mean = Arrays.stream(residuals).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < residuals.length; i++) {
      squares += (residuals[i] - mean) * (residuals[i] - mean);
      if (i > 0) {
        products += (residuals[i] - mean) * (residuals[i - 1] - mean);
      }
    }
    if (squares == 0) {
      return 1;
    }
    int n = residuals.length;
    double corrected = (n * products / squares + 1) / (n - 4);
    double r = Math.max(0, Math.min(MOST_CORRELATED, corrected));
    return (1 + r) / (1 - r);
  }
}
