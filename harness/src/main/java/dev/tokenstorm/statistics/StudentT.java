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
}
