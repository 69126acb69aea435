package dev.tokenstorm.verdict;

import dev.tokenstorm.statistics.Autocorrelation;
import dev.tokenstorm.statistics.RobustStatistics;
import java.util.Arrays;

/**
 * A trend of a series of numbers: whether it rises or falls, and the line that it follows.
 *
 * <p>The test is Mann and Kendall's: it counts the pairs that rise and those that fall. The line is
 * Theil and Sen's: its slope is the median of all pairs' slopes. Single outliers upset neither. The
 * variance is inflated where neighbours are alike, as Yue and Wang do.
 *
 * @param z standard deviations from no trend; positive if the series rises
 * @param start the line's value at the first number
 * @param slope the line's rise from one number to the next
 * @param length how many numbers there are
 */
record Trend(double z, double start, double slope, int length) {

  /**
   * Finds the trend of at least five numbers.
   *
   * <p>Sources: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945); P. K. Sen,
   * Estimates of the regression coefficient based on Kendall's tau, J. Am. Stat. Assoc. 63 (1968);
   * S. Yue and C. Wang, The Mann–Kendall test modified by effective sample size to detect trend in
   * serially correlated hydrological series, Water Resources Management 18 (2004).
   */
  static Trend of(double[] numbers) {
    int n = numbers.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    int rising = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double rise = numbers[j] - numbers[i];
        rising += (int) Math.signum(rise);
        slopes[pairs++] = rise / (j - i);
      }
    }
    double slope = RobustStatistics.median(slopes);
    double[] levels = new double[n];
    Arrays.setAll(levels, i -> numbers[i] - slope * i);
    double start = RobustStatistics.median(levels);
    double inflation = Autocorrelation.inflationOf(levels);
    double variance = n * (n - 1.0) * (2 * n + 5) / 18 - ofTies(numbers);
    double z =
        variance > 0 ? (rising - Integer.signum(rising)) / Math.sqrt(variance * inflation) : 0;
    return new Trend(z, start, slope, n);
  }

  /** Returns the line's value at a place, counted from 0. */
  double at(int place) {
    return start + slope * place;
  }

  /** Returns the line's value at the last number. */
  double end() {
    return at(length - 1);
  }

  /** Returns what equal numbers take away from the variance. */
  private static double ofTies(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        double ties = i - from;
        sum += ties * (ties - 1) * (2 * ties + 5) / 18;
        from = i;
      }
    }
    return sum;
  }
}
