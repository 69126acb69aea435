package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.Nanos;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;

/**
 * A single server that serves completions one after the other, in the order of their arrival, each
 * in the same time. Thread-safe.
 */
final class SingleServer {
  private final double serviceNanos;
  private final LongUnaryOperator pause;
  private double freeAtNanos;
  private boolean used;

  /**
   * @param perSecond completions served per second; empty if serving takes no time
   * @param pause maps a time to itself, or to the end of the pause that it falls into
   */
  SingleServer(OptionalDouble perSecond, LongUnaryOperator pause) {
    this.serviceNanos = perSecond.isPresent() ? Nanos.PER_SECOND / perSecond.getAsDouble() : 0;
    this.pause = pause;
  }

  /**
   * Returns when a completion is served. Calls must come in the order of arrival.
   *
   * @param arrivedNanos time of its arrival
   */
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
