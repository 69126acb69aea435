package dev.tokenstorm.load;

import dev.tokenstorm.workload.Draws;
import java.util.function.DoubleSupplier;

/**
 * The arrivals of a Poisson process of rate 1: sums of exponential gaps, which are drawn by inverse
 * transform. Where the integral of any other rate has these values are the arrivals of a Poisson
 * process of that rate (Çinlar: Introduction to Stochastic Processes, 1975, chapter 4.7).
 *
 * <p>The n-th gap is a function of the seed and n, so the n-th arrival is one of the seed and all
 * gaps up to n: two numbers are kept of it, and it is reached by asking for those before it. The
 * whole and the rest are summed apart, so that the sum stays exact however many gaps there are.
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
