package dev.tokenstorm.statistics;

import java.util.Arrays;

/**
 * Computes how much less a mean tells when neighbours in a series are alike.
 *
 * <p>In an autoregressive process of first order the correlation at lag 1 is {@code r}. There the
 * variance of a mean is {@code (1 + r) / (1 - r)} times that of independent numbers (Chatfield: The
 * Analysis of Time Series, chapter 4). A negative correlation counts as none.
 */
public final class Autocorrelation {
  /** Largest correlation that is used: above it the formula is wrong for short series. */
  private static final double MOST_CORRELATION = 0.9;

  private Autocorrelation() {}

  /** Returns the factor by which a correlation at lag 1 enlarges the variance of a mean. */
  public static double inflation(double correlation) {
    double r = Math.max(0, Math.min(MOST_CORRELATION, correlation));
    return (1 + r) / (1 - r);
  }

  /**
   * Returns the factor by which a series' own correlation enlarges the variance of its mean.
   *
   * <p>The correlation is corrected for its bias in short series, {@code (n r + 1) / (n - 4)}
   * (Marriott and Pope: Bias in the Estimation of Autocorrelations, Biometrika 41, 1954).
   *
   * @param residuals at least five numbers: the series without its trend or its levels
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
   * Returns the correlation at lag 1 by the statistic of Durbin and Watson, {@code d = 2 (1 - r)}
   * (Testing for Serial Correlation in Least Squares Regression, Biometrika 37, 1950).
   *
   * @param stepSquares sum of the squared steps from each residual to the next
   * @param squares sum of the squared residuals; above 0
   */
  public static double durbinWatson(double stepSquares, double squares) {
    return 1 - stepSquares / squares / 2;
  }
}
