package dev.tokenstorm.workload;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/**
 * Times as a server tells them. A time that no clock shows, or that is too far away for a long, is
 * read as the nearest one that there is.
 */
public final class ServerTime {
  /** Within so many seconds of 1970, which are 146 years, differences of two fit into a long. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / 2 / 1_000_000_000 - 1;

  private static final int MOST_NANOS = 999_999_999;

  private ServerTime() {}

  /** Returns a moment in nanoseconds since 1970. */
  public static long nanos(Timestamp time) {
    return nanos(time.getSeconds(), time.getNanos());
  }

  /** Returns the same of a moment that was read as such. */
  public static long nanos(Instant moment) {
    return nanos(moment.getEpochSecond(), moment.getNano());
  }

  /** Returns a moment. */
  public static Instant instant(Timestamp time) {
    return Instant.EPOCH.plusNanos(nanos(time));
  }

  /** Returns a duration in nanoseconds. */
  public static long nanos(Duration duration) {
    return nanos(duration.getSeconds(), duration.getNanos());
  }

  private static long nanos(long seconds, int nanos) {
    long near = Math.max(-MOST_SECONDS, Math.min(seconds, MOST_SECONDS));
    return near * 1_000_000_000 + Math.max(-MOST_NANOS, Math.min(nanos, MOST_NANOS));
  }
}
