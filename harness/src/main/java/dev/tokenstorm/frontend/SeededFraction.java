package dev.tokenstorm.frontend;

import dev.tokenstorm.statistics.SplitMix64;
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
    return share > 0 && SplitMix64.uniform(seed, events.getAndIncrement()) < share;
  }
}
