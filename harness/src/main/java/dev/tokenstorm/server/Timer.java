package dev.tokenstorm.server;

import dev.tokenstorm.measurement.DaemonThreads;
import io.grpc.Status;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** Runs what has to wait, on one thread of its own. What it runs must not block. Thread-safe. */
public final class Timer implements AutoCloseable {
  private final Backoff backoff;
  private final ScheduledExecutorService thread;

  /**
   * @param name of its thread
   */
  public Timer(String name, Backoff backoff) {
    this.backoff = backoff;
    this.thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory(name));
  }

  /**
   * Runs the task after a pause that grows with the failures.
   *
   * @param failures in a row, at least one
   * @return false when the timer is closed, and the task will not run
   */
  public boolean afterBackoff(int failures, Runnable task) {
    return after(backoff.nanos(failures - 1), task);
  }

  /**
   * Makes a call again that failed, after a pause, if that is of use and in time.
   *
   * @param inTime see {@link Backoff#pause}
   * @return false when it will not be made
   */
  public boolean again(Status status, int failures, LongPredicate inTime, Runnable attempt) {
    OptionalLong pause = backoff.pause(status, failures, inTime);
    return pause.isPresent() && after(pause.getAsLong(), attempt);
  }

  /** Runs the task after a pause; false when the timer is closed. */
  public boolean after(long nanos, Runnable task) {
    try {
      var unused = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
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
