package dev.tokenstorm.statistics;

import java.util.Arrays;

/** Statistics of a series of numbers that single outliers do not upset. */
public final class RobustStatistics {
  /** The standard deviation of a normal distribution, in median absolute deviations. */
  private static final double PER_DEVIATION = 1.4826;

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

  /**
   * Returns how far a number is from others, in their standard deviations, which are told from the
   * median absolute deviation (Hampel, The Influence Curve and its Role in Robust Estimation, JASA
   * 69, 1974).
   *
   * @param others at least one; they are not changed
   * @param least the smallest standard deviation, as a share of the others' median, so that others
   *     that are all but equal make no odd one of a number beside them
   */
  public static double deviation(double number, double[] others, double least) {
    double median = median(others);
    double spread =
        PER_DEVIATION
            * median(Arrays.stream(others).map(each -> Math.abs(each - median)).toArray());
    double distance = Math.abs(number - median);
    return distance == 0 ? 0 : distance / Math.max(spread, least * Math.abs(median));
  }
}
