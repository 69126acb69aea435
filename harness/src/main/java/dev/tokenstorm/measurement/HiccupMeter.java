package dev.tokenstorm.measurement;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures how late an idle thread gets to run. A daemon thread sleeps one millisecond at a time
 * until the meter is closed; this costs about one percent of a core.
 */
final class HiccupMeter implements AutoCloseable {
  private static final long INTERVAL_NANOS = 1_000_000;

  private final Hiccups hiccups;
  private final Thread thread;
  private volatile boolean closed;

  /** Starts measuring. */
  public HiccupMeter(NanoClock clock) {
    hiccups = new Hiccups(clock, INTERVAL_NANOS);
    thread = DaemonThreads.of("tokenstorm-hiccups", this::run);
    thread.start();
  }

  /** Returns the hiccups since the last call, in nanoseconds. For one thread at a time. */
  public Histogram swap() {
    return hiccups.swap();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      hiccups.asleep();
      LockSupport.parkNanos(INTERVAL_NANOS);
      hiccups.awake();
    }
  }
}
