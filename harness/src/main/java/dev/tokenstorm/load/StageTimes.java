package dev.tokenstorm.load;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.Stage;

/**
 * Computes when the integral of a stage's rate reaches a value. Immutable; allocates nothing.
 *
 * <p>A rate that goes from a to b in a length L has, with k = (b - a) / L, the integral n = a·t +
 * k·t²/2. Of the quadratic's two solutions, t = 2n / (a + √(a² + 2kn)) is used. It also holds for a
 * = 0 and k = 0. It adds two numbers where the other solution would subtract two that are almost
 * equal. For a falling rate the root itself would subtract so; there the time is measured back from
 * the end of the stage, from where the rate rises.
 *
 * <p>In a stage of up to a billion arrivals the error is below a nanosecond or a millionth of the
 * time to the next arrival, whichever is more. With more arrivals a double is too coarse for that.
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

  /** Returns the integral over the whole stage: its number of arrivals. */
  double arrivals() {
    return arrivals;
  }

  long lengthNanos() {
    return lengthNanos;
  }

  /**
   * Returns the nanoseconds from the stage's beginning until the integral is {@code n}, rounded up
   * so that no arrival is early.
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
