package dev.tokenstorm.comparison;

import dev.tokenstorm.statistics.StudentT;
import java.util.Arrays;
import java.util.Optional;

/**
 * The logarithm of how many times a side's figure is another's, as far as runs tell. Rates and
 * durations vary by shares of themselves, so that logarithms are what is alike in scatter.
 *
 * @param mean of the logarithms' differences
 * @param error standard error of the mean; infinite where too few runs tell it
 * @param freedom its degrees of freedom
 * @param runs of the side that has fewer
 */
record LogRatio(double mean, double error, double freedom, int runs) {

  /**
   * Compares figures in pairs: what a block had in common is in both, and in no difference
   * (Student: The Probable Error of a Mean, Biometrika 6, 1908).
   *
   * @param differences of the logarithms, one of each block; at least one
   */
  static LogRatio paired(double[] differences) {
    int n = differences.length;
    double error = Math.sqrt(variance(differences) / n);
    return of(mean(differences), error, n - 1.0, n);
  }

  /**
   * Compares figures that belong to no block (Welch: The Generalization of Student's Problem when
   * Several Different Population Variances are Involved, Biometrika 34, 1947).
   *
   * @param logs of one side, at least one
   * @param against those of the other, at least one
   */
  static LogRatio welch(double[] logs, double[] against) {
    int n = logs.length;
    int m = against.length;
    double ours = variance(logs) / n;
    double theirs = variance(against) / m;
    double both = ours + theirs;
    double freedom =
        both > 0 ? both * both / (ours * ours / (n - 1) + theirs * theirs / (m - 1)) : n + m - 2.0;
    return of(mean(logs) - mean(against), Math.sqrt(both), freedom, Math.min(n, m));
  }

  private static LogRatio of(double mean, double error, double freedom, int runs) {
    return runs < ComparisonThreshold.LEAST_RUNS.whole()
        ? new LogRatio(mean, Double.POSITIVE_INFINITY, 1, runs)
        : new LogRatio(mean, error, freedom, runs);
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double variance(double[] numbers) {
    double mean = mean(numbers);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (numbers.length - 1);
  }

  /** How many times the one's figure is the other's. */
  double ratio() {
    return Math.exp(mean);
  }

  /** The interval that holds the true ratio as often as it says; empty where too few runs tell. */
  Optional<RatioInterval> interval() {
    return interval((1 + ComparisonThreshold.CONFIDENCE.value()) / 2);
  }

  /** The interval whose two ends each hold with the confidence that is asked for. */
  Optional<RatioInterval> interval(double share) {
    if (Double.isInfinite(error)) {
      return Optional.empty();
    }
    double reach = error == 0 ? 0 : StudentT.quantile(freedom, share) * error;
    return Optional.of(new RatioInterval(Math.exp(mean - reach), Math.exp(mean + reach)));
  }

  /** How likely chance moves the ratio so far from 1, either way, if it is 1. */
  double chanceOfEqual() {
    return 2 * Math.min(chanceOfAtMost(1), chanceOfAtLeast(1));
  }

  /** How likely chance moves the ratio up so far, if it is a bound or less. */
  double chanceOfAtMost(double bound) {
    return chance(mean - Math.log(bound));
  }

  /** How likely chance moves the ratio down so far, if it is a bound or more. */
  double chanceOfAtLeast(double bound) {
    return chance(Math.log(bound) - mean);
  }

  private double chance(double distance) {
    if (error == 0) {
      // Runs without any scatter leave nothing to chance.
      return distance > 0 ? 0 : distance < 0 ? 1 : 0.5;
    }
    return StudentT.above(freedom, distance / error);
  }
}
