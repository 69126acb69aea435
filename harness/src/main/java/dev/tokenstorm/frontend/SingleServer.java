package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.Nanos;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;

/**
 * One server that serves one after the other, in the order of arrival, each in the same time.
 * Thread-safe.
 */
final class SingleServer {
  private final double serviceNanos;
  private final LongUnaryOperator pause;
  private double freeAtNanos;
  private boolean used;

  /**
   * @param perSecond how many it serves; empty for one that takes no time
   * @param pause the moment itself, or the end of the pause that it falls into
   */
  SingleServer(OptionalDouble perSecond, LongUnaryOperator pause) {
    this.serviceNanos = perSecond.isPresent() ? Nanos.PER_SECOND / perSecond.getAsDouble() : 0;
    this.pause = pause;
  }

  /** When something that arrives at a moment, no earlier than others before it, has been served. */
  long servedAt(long arrivedNanos) {
    if (serviceNanos == 0) {
      return arrivedNanos;
    }
    synchronized (this) {
      double served = (used ? Math.max(freeAtNanos, arrivedNanos) : arrivedNanos) + serviceNanos;
      long allowed = pause.applyAsLong((long) served);
      freeAtNanos = Math.max(served, allowed);
      used = true;
      return allowed;
    }
  }
}
