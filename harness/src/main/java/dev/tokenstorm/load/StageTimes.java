package dev.tokenstorm.load;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.Stage;

/**
 * When the integral of a stage's rate reaches a value. Immutable, and free of allocation.
 *
 * <p>A rate that goes from a to b in a length L has, with k = (b - a) / L, the integral n = a·t +
 * k·t²/2. Of the quadratic's two solutions t = 2n / (a + √(a² + 2kn)) is the one that serves a = 0
 * and k = 0 as well, and adds where the usual one would take almost equal numbers from each other.
 * For a falling rate the root itself would do that, so it is measured back from its end, where it
 * is a rising one.
 *
 * <p>In a stage of up to a billion arrivals the result is off by less than a nanosecond, or a
 * millionth of the time to the next arrival if that is more. Of more arrivals a double tells
 * coarser fractions apart.
 */
final class StageTimes {
  private final long lengthNanos;
  private final double low;
  private final double perSecondSquared;
  private final boolean falling;
  private final double arrivals;

  StageTimes(Stage stage) {
    this.lengthNanos = stage.length().toNanos();
    this.low = Math.min(stage.from(), stage.to());
    this.perSecondSquared = Math.abs(stage.to() - stage.from()) / Nanos.toSeconds(lengthNanos);
    this.falling = stage.from() > stage.to();
    this.arrivals = stage.arrivals();
  }

  /** The integral over the whole stage. */
  double arrivals() {
    return arrivals;
  }

  long lengthNanos() {
    return lengthNanos;
  }

  /**
   * Nanoseconds from the stage's beginning until the integral is {@code n}, rounded up so that an
   * arrival is never early.
   *
   * @param n from 0 to {@link #arrivals}
   */
  long nanos(double n) {
    long nanos =
        falling
            ? lengthNanos - (long) Math.floor(rising(arrivals - n))
            : (long) Math.ceil(rising(n));
    return Math.max(0, Math.min(lengthNanos, nanos));
  }

  private double rising(double n) {
    if (n <= 0) {
      return 0;
    }
    return 2 * n * Nanos.PER_SECOND / (low + Math.sqrt(low * low + 2 * perSecondSquared * n));
  }
}
