package dev.tokenstorm.benchmarks;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The ratio that pairs of measurements show, and where it lies with a confidence of 95 %: Student's
 * t interval of the logarithms' mean, since ratios multiply (Student, The Probable Error of a Mean,
 * Biometrika 6, 1908).
 *
 * @param ratio the geometric mean
 */
record RatioInterval(double ratio, double low, double high) {
  private static final double UPPER_QUANTILE = 0.975;

  /**
   * The interval.
   *
   * @param ratios of two pairs at least
   */
  static RatioInterval of(List<Double> ratios) {
    int pairs = ratios.size();
    double mean = ratios.stream().mapToDouble(Math::log).average().orElseThrow();
    double squares =
        ratios.stream().mapToDouble(ratio -> Math.pow(Math.log(ratio) - mean, 2)).sum();
    double error = Math.sqrt(squares / (pairs - 1) / pairs);
    double reach = error * TDistribution.of(pairs - 1).inverseCumulativeProbability(UPPER_QUANTILE);
    return new RatioInterval(Math.exp(mean), Math.exp(mean - reach), Math.exp(mean + reach));
  }
}
