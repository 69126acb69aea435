package dev.tokenstorm.measurement;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until told. */
public final class ManualClock implements NanoClock {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  /** Moves time on. */
  public void advance(long byNanos) {
    nanos.addAndGet(byNanos);
  }
}
