package dev.tokenstorm.plan;

import java.time.Duration;

/**
 * Part of a load shape, over whose length the arrival rate goes evenly from one value to another.
 *
 * @param from arrivals a second at its beginning; zero for none
 * @param to arrivals a second at its end
 */
public record Stage(Duration length, double from, double to) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Arrivals in it: the integral of the rate over its length. */
  public double arrivals() {
    return (from + to) / 2 * seconds(length);
  }

  /** Arrivals in the first part of it, which is not longer than the whole. */
  double arrivals(Duration first) {
    double seconds = seconds(first);
    return (from + (to - from) * seconds / seconds(length) / 2) * seconds;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
