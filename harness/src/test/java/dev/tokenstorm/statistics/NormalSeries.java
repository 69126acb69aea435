package dev.tokenstorm.statistics;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Standard normal numbers in a row whose neighbours are alike, for tests. */
public final class NormalSeries {
  private static final int SERIES = 400;

  private NormalSeries() {}

  /**
   * The mean of a statistic over 400 series, the same each time.
   *
   * @param correlation of a number with the one before it
   */
  public static double mean(int length, double correlation, ToDoubleFunction<double[]> statistic) {
    Random random = new Random(1);
    double sum = 0;
    for (int series = 0; series < SERIES; series++) {
      double[] numbers = new double[length];
      double number = random.nextGaussian();
      for (int i = 0; i < length; i++) {
        number =
            correlation * number + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        numbers[i] = number;
      }
      sum += statistic.applyAsDouble(numbers);
    }
    return sum / SERIES;
  }
}
