package dev.tokenstorm.search;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution (Student: The Probable Error of a Mean, Biometrika 6, 1908). */
final class Student {
  private static final double UPPER_QUANTILE = 0.975;

  private Student() {}

  /**
   * How many standard errors a 95 % interval reaches to either side.
   *
   * @param freedom degrees of it, at least 1
   */
  static double reach(long freedom) {
    return TDistribution.of(freedom).inverseCumulativeProbability(UPPER_QUANTILE);
  }
}
