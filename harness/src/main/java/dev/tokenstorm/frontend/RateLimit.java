package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.Nanos;
import java.util.OptionalDouble;

/**
 * A token bucket that holds as many tokens as one second brings. It starts full, and fills at the
 * rate. Thread-safe.
 */
final class RateLimit {
  private final double perSecond;
  private final double capacity;
  private double tokens;
  private long filledNanos;
  private boolean used;

  /** Makes a limit; an empty rate means no limit. */
  RateLimit(OptionalDouble perSecond) {
    this.perSecond = perSecond.orElse(0);
    this.capacity = Math.max(1, this.perSecond);
    this.tokens = capacity;
  }

  /** Returns whether a call may pass at a time, and takes a token if so. */
  boolean allows(long nanos) {
    if (perSecond == 0) {
      return true;
    }
    synchronized (this) {
      if (!used || nanos - filledNanos > 0) {
        double since = used ? Nanos.toSeconds(nanos - filledNanos) : 0;
        tokens = Math.min(capacity, tokens + since * perSecond);
        filledNanos = nanos;
        used = true;
      }
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
