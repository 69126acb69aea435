package dev.tokenstorm.regression;

import dev.tokenstorm.statistics.StudentT;
import java.util.Arrays;

/**
 * Runs that others are compared with, by the logarithms of a figure; more is worse.
 *
 * @param runs how many they are
 * @param mean of their logarithms
 * @param deviation standard deviation of one run's logarithm
 * @param freedom degrees of it that the deviation has
 */
record Level(int runs, double mean, double deviation, int freedom) {

  /** The level of at least two runs. */
  static Level of(double[] logs) {
    double mean = mean(logs);
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    int freedom = logs.length - 1;
    return new Level(logs.length, mean, Math.sqrt(squares / freedom), freedom);
  }

  /** The level of other runs, which scatter as these do. */
  Level alike(double[] logs) {
    return new Level(logs.length, mean(logs), deviation, freedom);
  }

  /** The standard deviation of the difference to the mean of some other runs. */
  double error(int newest) {
    return deviation * Math.sqrt(1.0 / newest + 1.0 / runs);
  }

  /** How far the mean of other runs may be above by chance, at a level of error. */
  double reach(int newest, double level) {
    return StudentT.quantile(freedom, 1 - level) * error(newest);
  }

  /** The chance of a mean of other runs that is as far above. */
  double chance(int newest, double excess) {
    double error = error(newest);
    return error > 0 ? StudentT.above(freedom, excess / error) : excess > 0 ? 0 : 1;
  }

  static double mean(double[] logs) {
    return Arrays.stream(logs).average().orElseThrow();
  }
}
