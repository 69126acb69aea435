package dev.tokenstorm.frontend;

import java.util.OptionalDouble;

/**
 * One server that serves one after the other, in the order of arrival, each in the same time.
 * Thread-safe.
 */
final class SingleServer {
  private final double serviceNanos;
  private double freeAtNanos;
  private boolean used;

  /** One of a rate, or one that takes no time. */
  SingleServer(OptionalDouble perSecond) {
    this.serviceNanos = perSecond.isPresent() ? 1e9 / perSecond.getAsDouble() : 0;
  }

  /** When something that arrives at a moment has been served. */
  long servedAt(long arrivedNanos) {
    if (serviceNanos == 0) {
      return arrivedNanos;
    }
    synchronized (this) {
      freeAtNanos = (used ? Math.max(freeAtNanos, arrivedNanos) : arrivedNanos) + serviceNanos;
      used = true;
      return (long) freeAtNanos;
    }
  }
}
