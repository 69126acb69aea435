package dev.tokenstorm.statistics;

import java.util.Arrays;

/** What can be said of numbers without trusting each of them. */
public final class RobustStatistics {
  private RobustStatistics() {}

  /** The middle number, or the mean of the two in the middle; of one number at least. */
  public static double median(double[] numbers) {
    return quantile(numbers, 0.5);
  }

  /**
   * The quantile between order statistics, linear: type 7 of Hyndman and Fan (Sample Quantiles in
   * Statistical Packages, The American Statistician 50, 1996).
   *
   * @param numbers one at least, in any order; they stay as they are
   * @param share of the numbers that lie below it, from 0 to 1
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
