package dev.tokenstorm.statistics;

/**
 * Numbers that look random and follow from a seed, by the generator SplitMix64.
 *
 * <p>The generator's state is computed instead of kept, so the n-th number needs none before it
 * (Steele, Lea and Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014). The
 * finaliser is variant 13 of David Stafford.
 */
public final class SplitMix64 {
  /** Step by which the generator's state grows: the odd 64-bit fraction of the golden ratio. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix64() {}

  /**
   * Returns the number of a state. It maps all numbers to all numbers, one to one, so that the
   * results look random.
   */
  public static long mix(long state) {
    long z = state + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns the n-th number of a seed, counted from 0, evenly distributed in [0, 1). */
  public static double uniform(long seed, long n) {
    return unit(mix(mix(seed) + n * GAMMA));
  }

  /**
   * Returns the upper 53 bits of a mixed number, as many as a double holds, as a fraction in [0,
   * 1).
   */
  public static double unit(long mixed) {
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /**
   * Returns an exponentially distributed number with mean 1, by the inverse of its distribution.
   *
   * @param uniform evenly distributed in [0, 1)
   */
  public static double exponential(double uniform) {
    return -Math.log1p(-uniform);
  }
}
