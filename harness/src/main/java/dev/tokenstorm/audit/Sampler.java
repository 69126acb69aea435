package dev.tokenstorm.audit;

import java.util.SplittableRandom;

/**
 * Draws from things of which nobody knows how many will come: the n-th with a chance of size / n.
 * The last to be drawn are then, place by place, an even sample of that size (Vitter, Random
 * Sampling with a Reservoir, 1985, algorithm R). None is kept here: what is drawn is looked at
 * while it is there, so those count that lost their place later as well, and of n things about size
 * × (1 + ln(n / size)) are drawn. Thread-safe.
 */
final class Sampler {
  private final int size;
  private final SplittableRandom random;
  private long seen;

  Sampler(int size, long seed) {
    this.size = size;
    this.random = new SplittableRandom(seed);
  }

  /** Whether the next one is drawn. */
  synchronized boolean draws() {
    return random.nextLong(++seen) < size;
  }
}
