package dev.tokenstorm.plan;

import java.time.Duration;

/**
 * The number of workflows that are open at one time: constant, or going evenly to another.
 *
 * @param from at the run's start
 * @param to from {@code over} on
 * @param over zero for a number that does not change
 */
public record InFlight(int from, int to, Duration over) {

  /** A number that does not change. */
  public static InFlight constant(int number) {
    return new InFlight(number, number, Duration.ZERO);
  }

  /** Whether the number changes. */
  public boolean ramp() {
    return !over.isZero();
  }

  /** The most at any time. */
  public int most() {
    return Math.max(from, to);
  }
}
