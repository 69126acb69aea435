package dev.tokenstorm.wire;

import dev.tokenstorm.target.Backoff;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what has to wait, on one thread of its own. What it runs must not block. Thread-safe. */
final class Timer implements AutoCloseable {
  private final Backoff backoff;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "wire-timer");
            made.setDaemon(true);
            return made;
          });

  Timer(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * Runs the task after a pause that grows with the failures.
   *
   * @param failures in a row, at least one
   * @return false when the timer is closed, and the task will not run
   */
  boolean afterBackoff(int failures, Runnable task) {
    try {
      var unused = thread.schedule(task, backoff.nanos(failures - 1), TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /** Drops what is waiting. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
