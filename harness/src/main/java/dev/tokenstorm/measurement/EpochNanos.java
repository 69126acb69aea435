package dev.tokenstorm.measurement;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Moments in nanoseconds since the epoch, for a time until the year 2262. */
public final class EpochNanos {
  private EpochNanos() {}

  /** Returns a moment's. */
  public static long of(Instant moment) {
    return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
  }
}
