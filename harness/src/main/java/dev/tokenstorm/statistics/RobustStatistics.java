package dev.tokenstorm.statistics;

import java.util.Arrays;

/** Statistics of a series of numbers that single outliers do not upset. */
public final class RobustStatistics {
  private RobustStatistics() {}

  /**
   * Returns the middle number, or the mean of the two in the middle. There must be at least one
   * number.
   */
  public static double median(double[] numbers) {
    return quantile(numbers, 0.5);
  }

  /**
   * Returns the quantile, linear between order statistics: type 7 of Hyndman and Fan (Sample
   * Quantiles in Statistical Packages, The American Statistician 50, 1996).
   *
   * @param numbers at least one, in any order; they are not changed
   * @param share of the numbers below the quantile, 0 to 1
   */
  public static double quantile(double[] numbers, double share) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
