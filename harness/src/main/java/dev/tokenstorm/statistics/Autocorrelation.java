package dev.tokenstorm.statistics;

import java.util.Arrays;

/**
 * How much less a mean tells when neighbours in a row are alike: of an autoregressive process of
 * first order whose correlation at lag 1 is {@code r}, the variance of a mean is {@code (1 + r) /
 * (1 - r)} times as large as of independent numbers (Chatfield: The Analysis of Time Series,
 * chapter 4). Neighbours that are opposed deflate nothing here.
 */
public final class Autocorrelation {
  /** Beyond it the formula for so few numbers says nothing. */
  private static final double MOST_CORRELATION = 0.9;

  private Autocorrelation() {}

  /** By how much the variance of a mean is larger, of a correlation at lag 1. */
  public static double inflation(double correlation) {
    double r = Math.max(0, Math.min(MOST_CORRELATION, correlation));
    return (1 + r) / (1 - r);
  }

  /**
   * By how much the variance of a mean is larger. The correlation is corrected for its bias in
   * short series, {@code (n r + 1) / (n - 4)} (Marriott and Pope: Bias in the Estimation of
   * Autocorrelations, Biometrika 41, 1954).
   *
   * @param residuals five at least: what is left of a series, its trend or its levels taken away
   */
  public static double inflationOf(double[] residuals) {
    double mean = Arrays.stream(residuals).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < residuals.length; i++) {
      squares += (residuals[i] - mean) * (residuals[i] - mean);
      if (i > 0) {
        products += (residuals[i] - mean) * (residuals[i - 1] - mean);
      }
    }
    if (squares == 0) {
      return 1;
    }
    int n = residuals.length;
    return inflation((n * products / squares + 1) / (n - 4));
  }

  /**
   * The correlation at lag 1 by the statistic of Durbin and Watson, {@code d = 2 (1 - r)} (Testing
   * for Serial Correlation in Least Squares Regression, Biometrika 37, 1950).
   *
   * @param stepSquares the squares of the steps from each residual to the next, summed up
   * @param squares the squares of the residuals, summed up; above 0
   */
  public static double durbinWatson(double stepSquares, double squares) {
    return 1 - stepSquares / squares / 2;
  }
}
