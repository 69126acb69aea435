package dev.tokenstorm.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution (Student: The Probable Error of a Mean, Biometrika 6, 1908). */
public final class StudentT {
  private static final double UPPER_QUANTILE = 0.975;

  private StudentT() {}

  /**
   * How many standard errors a 95 % interval reaches to either side.
   *
   * @param freedom degrees of it, at least 1
   */
  public static double reach(long freedom) {
    return TDistribution.of(freedom).inverseCumulativeProbability(UPPER_QUANTILE);
  }

  /**
   * The number below which a share of the distribution lies.
   *
   * @param freedom degrees of it, above 0; a fraction where they were estimated
   * @param share between 0 and 1
   */
  public static double quantile(double freedom, double share) {
    return TDistribution.of(freedom).inverseCumulativeProbability(share);
  }

  /** The share of the distribution that lies above a number. */
  public static double above(double freedom, double number) {
    return TDistribution.of(freedom).survivalProbability(number);
  }
}
