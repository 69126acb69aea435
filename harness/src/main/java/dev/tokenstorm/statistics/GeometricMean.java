package dev.tokenstorm.statistics;

import java.util.Arrays;

/**
 * The geometric mean of positive numbers, with its 95 % interval. Ratios, rates and durations vary
 * by shares of themselves, so their logarithms are averaged. The interval is Student's t interval
 * of the logarithms' mean (Student: The Probable Error of a Mean, Biometrika 6, 1908).
 *
 * @param value the mean, in the unit of the numbers
 * @param factor by which the mean may be off, either way; at least 1
 */
public record GeometricMean(double value, double factor) {

  /**
   * Computes the mean and its interval.
   *
   * @param numbers at least two, each above 0
   */
  public static GeometricMean of(double... numbers) {
    if (numbers.length < 2) {
      throw new IllegalArgumentException("an interval needs two numbers");
    }
    double[] logs = Arrays.stream(numbers).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    int freedom = logs.length - 1;
    double error = Math.sqrt(squares / freedom / logs.length);
    return new GeometricMean(Math.exp(mean), Math.exp(StudentT.reach(freedom) * error));
  }

  /** Returns the lower end of the interval. */
  public double low() {
    return value / factor;
  }

  /** Returns the upper end of the interval. */
  public double high() {
    return value * factor;
  }
}
