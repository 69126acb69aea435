package dev.tokenstorm.statistics;

import java.util.Arrays;

/**
 * The geometric mean of numbers above 0, and where it lies with a confidence of 95 %: Student's t
 * interval of the logarithms' mean (Student: The Probable Error of a Mean, Biometrika 6, 1908).
 * Ratios, rates and durations vary by shares of themselves, so their logarithms are averaged.
 *
 * @param value the mean, in the numbers' unit
 * @param factor by what the mean may be off, either way; at least 1
 */
public record GeometricMean(double value, double factor) {

  /**
   * The mean and its interval.
   *
   * @param numbers two at least, each above 0
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

  /** The interval's lower end. */
  public double low() {
    return value / factor;
  }

  /** The interval's upper end. */
  public double high() {
    return value * factor;
  }
}
