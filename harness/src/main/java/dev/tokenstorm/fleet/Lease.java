package dev.tokenstorm.fleet;

import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;

/**
 * A cell's permission to start load, which each word of its coordinator renews. Once it has run
 * out it never comes back, also if words come later that waited while this process stood still.
 * Thread-safe.
 */
final class Lease {
  /** By the cell's own clock, from the last word. */
  static final Duration LENGTH = Duration.ofSeconds(10);

  private final NanoClock clock;
  private long lastWordNanos;
  private boolean over;

  Lease(NanoClock clock) {
    this.clock = clock;
    this.lastWordNanos = clock.nanoTime();
  }

  /** The coordinator is there. */
  synchronized void word() {
    if (held()) {
      lastWordNanos = clock.nanoTime();
    }
  }

  /** The coordinator is gone. */
  synchronized void end() {
    over = true;
  }

  synchronized boolean held() {
    if (!over && clock.nanoTime() - lastWordNanos >= LENGTH.toNanos()) {
      over = true;
    }
    return !over;
  }
}
