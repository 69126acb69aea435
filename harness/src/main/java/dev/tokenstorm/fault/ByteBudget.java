package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.Nanos;

/**
 * The bytes that a link of some bandwidth may carry by now. What is not used is kept for 20 ms. For
 * one thread.
 */
final class ByteBudget {
  /** Parts of a second in which bytes are given out, so that packets do not become tiny. */
  private static final int PORTIONS_PER_SECOND = 100;

  private final double bytesPerNano;
  private final double portion;
  private double left;
  private long readNanos;

  ByteBudget(long bytesPerSecond, long nowNanos) {
    this.bytesPerNano = bytesPerSecond / Nanos.PER_SECOND;
    this.portion = Math.max(1, (double) bytesPerSecond / PORTIONS_PER_SECOND);
    this.readNanos = nowNanos;
  }

  /** Returns how many bytes may go now, of those that want to: none, or a portion at least. */
  int allowed(int wanted, long nowNanos) {
    left = Math.min(2 * portion, left + (nowNanos - readNanos) * bytesPerNano);
    readNanos = nowNanos;
    return left < Math.min(wanted, portion) ? 0 : (int) Math.min(wanted, left);
  }

  /** Bytes have gone. */
  void spend(int bytes) {
    left -= bytes;
  }
}
