package dev.tokenstorm.load;

import dev.tokenstorm.workload.Draws;
import java.util.function.DoubleSupplier;

/**
 * Supplies the arrival times of a Poisson process of rate 1: sums of exponential gaps, drawn by
 * inverse transform.
 *
 * <p>A Poisson process of any other rate has its arrivals where the integral of its rate takes
 * these values (Çinlar: Introduction to Stochastic Processes, 1975, chapter 4.7).
 *
 * <p>The n-th gap is a function of the seed and n alone. An arrival is the sum of all gaps before
 * it, so arrivals are supplied in order. The sum is kept as a whole number and a fraction, so that
 * it stays exact however many gaps there are.
 */
final class PoissonSpacing implements DoubleSupplier {
  private final Draws draws;
  private long next;
  private long whole;
  private double rest;

  PoissonSpacing(Draws draws) {
    this.draws = draws;
  }

  @Override
  public double getAsDouble() {
    rest += draws.gap(next++);
    whole += (long) rest;
    rest -= (long) rest;
    return whole + rest;
  }
}
