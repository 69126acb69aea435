package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Nanos;
import java.time.Duration;

/** The time that the external completer takes before it completes a pending activity. */
public sealed interface Delay {

  /** The distribution's mean. */
  double meanSeconds();

  /** The least that is ever drawn, or a little less. */
  Duration shortest();

  /** The same delay for all; zero for none. */
  record Fixed(Duration delay) implements Delay {
    @Override
    public double meanSeconds() {
      return Nanos.toSeconds(delay);
    }

    @Override
    public Duration shortest() {
      return delay;
    }
  }

  /** Exponentially distributed. */
  record Exponential(Duration mean) implements Delay {
    @Override
    public double meanSeconds() {
      return Nanos.toSeconds(mean);
    }

    @Override
    public Duration shortest() {
      return Duration.ZERO;
    }
  }

  /** Evenly distributed between two bounds. */
  record Uniform(Duration from, Duration to) implements Delay {
    @Override
    public double meanSeconds() {
      return (Nanos.toSeconds(from) + Nanos.toSeconds(to)) / 2;
    }

    @Override
    public Duration shortest() {
      return from;
    }
  }

  /**
   * Log-normally distributed.
   *
   * @param median the distribution's median, exp(mu)
   * @param sigma standard deviation of the delay's logarithm
   */
  record LogNormal(Duration median, double sigma) implements Delay {
    /**
     * Standard deviations by which a draw may be below the median: the method of Box and Muller
     * makes √(−2 ln u) of them at most, and a {@code u} of 53 bits is 2⁻⁵³ at least.
     */
    private static final double FARTHEST_BELOW = Math.sqrt(2 * 53 * Math.log(2));

    @Override
    public double meanSeconds() {
      return Nanos.toSeconds(median) * Math.exp(sigma * sigma / 2);
    }

    @Override
    public Duration shortest() {
      return Duration.ofNanos((long) (median.toNanos() * Math.exp(-sigma * FARTHEST_BELOW)));
    }
  }
}
