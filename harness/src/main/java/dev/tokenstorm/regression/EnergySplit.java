package dev.tokenstorm.regression;

import java.util.Optional;

/**
 * Where a stretch of a series differs most from what follows it.
 *
 * <p>The energy statistic of two samples of n and m numbers is {@code nm/(n+m)} times twice the
 * mean distance between the samples, less the mean distance within each. It is large where their
 * distributions differ in any way, and needs no shape of them (Székely and Rizzo: Energy
 * Statistics, Journal of Statistical Planning and Inference 143, 2013).
 *
 * @param at index of the first number after the split
 * @param statistic of the numbers before {@code at} and those from there to where they differ most
 */
record EnergySplit(int at, double statistic) {

  /**
   * Finds the split of a stretch whose statistic is greatest. As in E-divisive the second sample
   * may end before the stretch does, so that a level that comes and goes is seen as well. The time
   * grows with the square of the length.
   *
   * @param numbers the whole series
   * @param from index of the stretch's first number
   * @param to index after its last one
   * @param least length of each sample; at least 2
   * @return nothing of a stretch that is shorter than two samples
   */
  static Optional<EnergySplit> best(double[] numbers, int from, int to, int least) {
    int length = to - from;
    if (length < 2 * least) {
      return Optional.empty();
    }
    double[][] sums = distanceSums(numbers, from, length);
    EnergySplit best = new EnergySplit(from + least, Double.NEGATIVE_INFINITY);
    for (int at = least; at <= length - least; at++) {
      for (int end = at + least; end <= length; end++) {
        double statistic = statistic(sums, at, end);
        if (statistic > best.statistic) {
          best = new EnergySplit(from + at, statistic);
        }
      }
    }
    return Optional.of(best);
  }

  /** Sums of distances: entry (i, j) is the sum over all pairs of one below i and one below j. */
  private static double[][] distanceSums(double[] numbers, int from, int length) {
    double[][] sums = new double[length + 1][length + 1];
    for (int i = 0; i < length; i++) {
      double row = 0;
      for (int j = 0; j < length; j++) {
        row += Math.abs(numbers[from + i] - numbers[from + j]);
        sums[i + 1][j + 1] = sums[i][j + 1] + row;
      }
    }
    return sums;
  }

  private static double statistic(double[][] sums, int at, int end) {
    double before = at;
    double after = end - at;
    double between = sums[at][end] - sums[at][at];
    // Within a sample each pair is summed twice.
    double withinBefore = sums[at][at];
    double withinAfter = sums[end][end] - 2 * sums[at][end] + sums[at][at];
    return before
        * after
        / (before + after)
        * (2 * between / (before * after)
            - withinBefore / (before * (before - 1))
            - withinAfter / (after * (after - 1)));
  }
}
