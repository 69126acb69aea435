package dev.tokenstorm.comparison;

import dev.tokenstorm.statistics.StudentT;
import java.util.OptionalInt;

/**
 * How many more blocks would likely decide a figure, if its ratio and scatter stay as they are.
 *
 * <p>A mean of n numbers is likely found beyond a bound at a distance d, if {@code n = ((t1 + t2) s
 * / d)²}: t1 is Student's quantile of the test, t2 that of the chance to find it (Snedecor and
 * Cochran: Statistical Methods, on the size of samples). Both depend on n, so the least n is looked
 * for that is enough for its own.
 */
final class MissingBlocks {
  private MissingBlocks() {}

  /**
   * Fewest more blocks after which a figure is likely the same, or likely different; empty where
   * they are too many to be named.
   *
   * @param level at which a difference from 1 is tested
   */
  static OptionalInt of(LogRatio ratio, double level, double margin) {
    double likely = ComparisonThreshold.LIKELY.value();
    double apart = Math.abs(ratio.mean());
    double different = blocks(ratio, apart, 1 - level / 2, likely);
    // It may miss the margin on either side, so that each has half the chance.
    double same =
        blocks(
            ratio,
            Math.log1p(margin) - apart,
            (1 + ComparisonThreshold.CONFIDENCE.value()) / 2,
            (1 + likely) / 2);
    double blocks = Math.min(different, same);
    return Double.isInfinite(blocks)
        ? OptionalInt.empty()
        : OptionalInt.of((int) blocks - ratio.runs());
  }

  /** Fewest blocks after which a mean is likely found to be so far from a bound. */
  private static double blocks(LogRatio ratio, double distance, double test, double likely) {
    if (distance <= 0 || Double.isInfinite(ratio.error())) {
      return Double.POSITIVE_INFINITY;
    }
    int most = ratio.runs() + ComparisonThreshold.MOST_MORE.whole();
    double atLeast = needed(ratio, distance, test, likely, most);
    if (atLeast > most) {
      return Double.POSITIVE_INFINITY;
    }
    // Quantiles become smaller with more blocks, so it takes as many as the most would, or more.
    int few = Math.max(ratio.runs(), (int) Math.ceil(atLeast) - 1);
    int enough = few + 1;
    while (needed(ratio, distance, test, likely, enough) > enough) {
      few = enough;
      enough = Math.min(most, enough + enough / 4 + 1);
    }
    while (enough - few > 1) {
      int middle = (few + enough) / 2;
      if (needed(ratio, distance, test, likely, middle) > middle) {
        few = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  /** What the formula comes to if its quantiles are those of so many blocks. */
  private static double needed(
      LogRatio ratio, double distance, double test, double likely, int blocks) {
    double freedom = ratio.freedom() * (blocks - 1) / (ratio.runs() - 1);
    double deviations = ratio.error() * Math.sqrt(ratio.runs()) / distance;
    double quantiles = StudentT.quantile(freedom, test) + StudentT.quantile(freedom, likely);
    return quantiles * quantiles * deviations * deviations;
  }
}
