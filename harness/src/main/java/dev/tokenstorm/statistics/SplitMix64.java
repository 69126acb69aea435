package dev.tokenstorm.statistics;

/**
 * Numbers that look random and follow from a seed: the generator SplitMix64 without its state, so
 * that the n-th number needs none before it (Steele, Lea and Flood: Fast Splittable Pseudorandom
 * Number Generators, OOPSLA 2014). The finaliser is variant 13 of David Stafford.
 */
public final class SplitMix64 {
  /** The golden ratio's odd 64-bit fraction, by which the generator's state grows. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix64() {}

  /** The number that follows a state: it scatters all numbers over all numbers, one to one. */
  public static long mix(long state) {
    long z = state + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The n-th number of a seed, counted from 0, evenly in [0, 1). */
  public static double uniform(long seed, long n) {
    return unit(mix(mix(seed) + n * GAMMA));
  }

  /** A mixed number's upper 53 bits, as many as a double holds, as a fraction in [0, 1). */
  public static double unit(long mixed) {
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /**
   * An exponentially distributed number with mean 1, by the inverse of its distribution.
   *
   * @param uniform evenly in [0, 1)
   */
  public static double exponential(double uniform) {
    return -Math.log1p(-uniform);
  }
}
