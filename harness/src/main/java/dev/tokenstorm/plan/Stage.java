package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Nanos;
import java.time.Duration;

/**
 * Part of a load shape, over whose length the arrival rate goes evenly from one value to another.
 *
 * @param from arrivals per second at its beginning; zero for none
 * @param to arrivals per second at its end
 */
public record Stage(Duration length, double from, double to) {
  /** Arrivals in it: the integral of the rate over its length. */
  public double arrivals() {
    return (from + to) / 2 * Nanos.toSeconds(length);
  }

  /** Arrivals in the first part of it, which is not longer than the whole. */
  double arrivals(Duration first) {
    double seconds = Nanos.toSeconds(first);
    return (from + (to - from) * seconds / Nanos.toSeconds(length) / 2) * seconds;
  }
}
