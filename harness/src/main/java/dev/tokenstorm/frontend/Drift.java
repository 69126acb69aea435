package dev.tokenstorm.frontend;

import dev.tokenstorm.plan.NullOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A latency that grows evenly from the first start of a workflow on, up to an hour. Thread-safe.
 */
final class Drift {
  private static final double MOST_NANOS = Duration.ofHours(1).toNanos();

  /** Nanoseconds of latency for each nanosecond of age. */
  private final double slope;

  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile long fromNanos;
  private volatile boolean growing;

  Drift(Optional<NullOptions.Drift> plan) {
    this.slope =
        plan.map(drift -> (double) drift.growth().toNanos() / drift.each().toNanos()).orElse(0.0);
  }

  /** Records the time of the first start. Later calls change nothing. */
  void begin(long nowNanos) {
    if (begun.compareAndSet(false, true)) {
      fromNanos = nowNanos;
      growing = slope > 0;
    }
  }

  /** Returns by how much the latency has grown by a time, in nanoseconds. */
  long at(long nanos) {
    return growing ? (long) Math.min(MOST_NANOS, slope * Math.max(0, nanos - fromNanos)) : 0;
  }
}
