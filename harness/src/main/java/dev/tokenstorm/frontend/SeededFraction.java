package dev.tokenstorm.frontend;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Picks a share of events by a seed. The pick of the n-th event depends only on the seed and n, so
 * tests know how many of N events are picked. Thread-safe.
 */
final class SeededFraction {
  private final double share;
  private final long seed;
  private final AtomicLong events = new AtomicLong();

  SeededFraction(double share, long seed) {
    this.share = share;
    this.seed = seed;
  }

  /** Returns whether the next event is picked. */
  boolean strikes() {
    return share > 0 && SplitMix64.uniform(seed, events.getAndIncrement()) < share;
  }
}
