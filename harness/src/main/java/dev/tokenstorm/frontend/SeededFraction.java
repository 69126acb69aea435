package dev.tokenstorm.frontend;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A share of events, drawn from a seed: the n-th event's draw depends on the seed and n alone, so
 * how many of N are struck is known beforehand. Thread-safe.
 */
final class SeededFraction {
  private final double share;
  private final long seed;
  private final AtomicLong events = new AtomicLong();

  SeededFraction(double share, long seed) {
    this.share = share;
    this.seed = seed;
  }

  /** Whether the next event is struck. */
  boolean strikes() {
    return share > 0 && uniform(seed, events.getAndIncrement()) < share;
  }

  /**
   * The n-th number of a seed, evenly in [0, 1): the 64-bit finalizer of SplittableRandom (Steele,
   * Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014).
   */
  static double uniform(long seed, long n) {
    return (mix(mix(seed) + n * 0x9E3779B97F4A7C15L) >>> 11) * 0x1.0p-53;
  }

  /** Scatters a number over all numbers. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
