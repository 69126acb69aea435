package dev.tokenstorm.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Tests several hypotheses at once, so that the chance of rejecting any true one keeps to a level.
 *
 * <p>The smallest p-value is compared with the level divided by the number of hypotheses, the next
 * with the level divided by one less, and so on until one is not rejected (Holm: A Simple
 * Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979). It
 * holds however the hypotheses depend on each other.
 */
public final class Holm {
  private Holm() {}

  /**
   * Whether each hypothesis is rejected.
   *
   * @param chances the p-values, one for each hypothesis
   * @param level between 0 and 1: the largest chance of rejecting any true one
   */
  public static boolean[] rejected(double[] chances, double level) {
    int[] order =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> chances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] rejected = new boolean[chances.length];
    for (int place = 0; place < order.length; place++) {
      if (chances[order[place]] > level / (order.length - place)) {
        break;
      }
      rejected[order[place]] = true;
    }
    return rejected;
  }

  /**
   * The level at which the smallest p-value is tested that was not rejected.
   *
   * @param rejected what {@link #rejected} found
   */
  public static double nextLevel(boolean[] rejected, double level) {
    long left = IntStream.range(0, rejected.length).filter(i -> !rejected[i]).count();
    return level / Math.max(1, left);
  }
}
