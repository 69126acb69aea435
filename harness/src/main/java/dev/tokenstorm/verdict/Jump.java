package dev.tokenstorm.verdict;

import dev.tokenstorm.statistics.Autocorrelation;
import dev.tokenstorm.statistics.RobustStatistics;
import java.util.Arrays;

/**
 * The place at which a series of numbers most looks like two levels, one after the other.
 *
 * <p>It is the place where the means of the two parts leave the smallest sum of squares. The
 * supremum of the F statistic over all places (Andrews) tells whether there are two levels; each
 * part has at least a fifth of the numbers. The variance is inflated where neighbours are alike.
 * Numbers far from the median are drawn in to it, so that a single stall is no level.
 *
 * @param f the supremum of the F statistic
 * @param at how many numbers stand before the jump
 * @param before median of the numbers before the jump
 * @param after median of the numbers after the jump
 */
record Jump(double f, int at, double before, double after) {
  private static final double SHORTEST_PART = 0.2;
  private static final double FARTHEST = 5;

  /**
   * Finds the jump of at least ten numbers, none of which is negative.
   *
   * <p>Source: D. W. K. Andrews, Tests for parameter instability and structural change with unknown
   * change point, Econometrica 61 (1993).
   */
  static Jump of(double[] numbers) {
    int n = numbers.length;
    double median = RobustStatistics.median(numbers);
    double[] drawnIn = new double[n];
    Arrays.setAll(
        drawnIn, i -> Math.max(median / FARTHEST, Math.min(median * FARTHEST, numbers[i])));
    int shortest = (int) Math.ceil(SHORTEST_PART * n);
    int best = shortest;
    for (int at = shortest; at <= n - shortest; at++) {
      if (squares(residuals(drawnIn, at)) < squares(residuals(drawnIn, best))) {
        best = at;
      }
    }
    double[] residuals = residuals(drawnIn, best);
    double variance = squares(residuals) / (n - 2) * Autocorrelation.inflationOf(residuals);
    double step = mean(drawnIn, best, n) - mean(drawnIn, 0, best);
    double f = step * step * best * (n - best) / n / variance;
    return new Jump(
        step == 0 ? 0 : f,
        best,
        RobustStatistics.median(Arrays.copyOfRange(numbers, 0, best)),
        RobustStatistics.median(Arrays.copyOfRange(numbers, best, n)));
  }

  /** Returns the level at a place, counted from 0. */
  double levelAt(int place) {
    return place < at ? before : after;
  }

  private static double[] residuals(double[] numbers, int at) {
    double before = mean(numbers, 0, at);
    double after = mean(numbers, at, numbers.length);
    double[] residuals = new double[numbers.length];
    Arrays.setAll(residuals, i -> numbers[i] - (i < at ? before : after));
    return residuals;
  }

  private static double squares(double[] residuals) {
    return Arrays.stream(residuals).map(residual -> residual * residual).sum();
  }

  private static double mean(double[] numbers, int from, int to) {
    return Arrays.stream(numbers, from, to).average().orElse(0);
  }
}
