package dev.tokenstorm.frontend;

import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.statistics.SplitMix64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Draws random or fixed delays. Thread-safe. */
final class AddedLatency {
  private final double meanNanos;
  private final boolean exponential;
  private final long seed;
  private final AtomicLong draws = new AtomicLong();

  private AddedLatency(double meanNanos, boolean exponential, long seed) {
    this.meanNanos = meanNanos;
    this.exponential = exponential;
    this.seed = seed;
  }

  /** Returns fixed delays, exponentially distributed delays, or none. */
  static AddedLatency of(Optional<Delay> delay, long seed) {
    if (delay.isPresent() && delay.get() instanceof Delay.Exponential drawn) {
      return new AddedLatency(drawn.mean().toNanos(), true, seed);
    }
    if (delay.isPresent() && delay.get() instanceof Delay.Fixed fixed) {
      return new AddedLatency(fixed.delay().toNanos(), false, seed);
    }
    return new AddedLatency(0, false, seed);
  }

  /** Returns the next delay, in nanoseconds. */
  long draw() {
    return exponential
        ? (long)
            (meanNanos * SplitMix64.exponential(SplitMix64.uniform(seed, draws.getAndIncrement())))
        : (long) meanNanos;
  }
}
