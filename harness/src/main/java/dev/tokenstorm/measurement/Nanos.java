package dev.tokenstorm.measurement;

import java.time.Duration;

/** Nanoseconds, in which all is timed, as the units that figures are told in. */
public final class Nanos {
  public static final double PER_SECOND = 1e9;
  public static final double PER_MILLI = 1e6;

  private Nanos() {}

  /** Nanoseconds in seconds. */
  public static double toSeconds(double nanos) {
    return nanos / PER_SECOND;
  }

  /** A length of time in seconds, to the nanosecond. */
  public static double toSeconds(Duration length) {
    return toSeconds(length.toNanos());
  }
}
