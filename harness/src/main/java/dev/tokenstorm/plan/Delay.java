package dev.tokenstorm.plan;

import java.time.Duration;

/** The time that the outside party takes before it completes a pending activity. */
public sealed interface Delay {

  /** The distribution's mean. */
  double meanSeconds();

  /** The same delay for all; zero for none. */
  record Fixed(Duration delay) implements Delay {
    @Override
    public double meanSeconds() {
      return seconds(delay);
    }
  }

  /** Exponentially distributed. */
  record Exponential(Duration mean) implements Delay {
    @Override
    public double meanSeconds() {
      return seconds(mean);
    }
  }

  /** Evenly distributed between two bounds. */
  record Uniform(Duration from, Duration to) implements Delay {
    @Override
    public double meanSeconds() {
      return (seconds(from) + seconds(to)) / 2;
    }
  }

  /**
   * Log-normally distributed.
   *
   * @param median the distribution's median, exp(mu)
   * @param sigma standard deviation of the delay's logarithm
   */
  record LogNormal(Duration median, double sigma) implements Delay {
    @Override
    public double meanSeconds() {
      return seconds(median) * Math.exp(sigma * sigma / 2);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
