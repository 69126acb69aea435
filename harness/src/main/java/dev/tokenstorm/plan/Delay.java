package dev.tokenstorm.plan;

import java.time.Duration;

/** The time that the outside party takes before it completes a pending activity. */
public sealed interface Delay {

  /** The same delay for all; zero for none. */
  record Fixed(Duration delay) implements Delay {}

  /** Exponentially distributed. */
  record Exponential(Duration mean) implements Delay {}

  /** Evenly distributed between two bounds. */
  record Uniform(Duration from, Duration to) implements Delay {}

  /**
   * Log-normally distributed.
   *
   * @param median the distribution's median, exp(mu)
   * @param sigma standard deviation of the delay's logarithm
   */
  record LogNormal(Duration median, double sigma) implements Delay {}
}
