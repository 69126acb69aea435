package dev.tokenstorm.server;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.Status;
import java.util.function.Consumer;

/**
 * Makes asynchronous calls again where that is right, after a {@link Backoff}, with one thread for
 * all. Thread-safe.
 */
public final class Retrier implements AutoCloseable {
  private final NanoClock clock;
  private final Backoff backoff;
  private final Timer timer;
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private volatile boolean bounded;

  public Retrier(NanoClock clock, Backoff backoff) {
    this.clock = clock;
    this.backoff = backoff;
    this.timer = new Timer("retrier", backoff);
  }

  /** No attempt is made after this moment. */
  public void stopAt(long nanos) {
    deadlineNanos = nanos;
    bounded = true;
  }

  /** Makes one call. */
  @FunctionalInterface
  public interface Attempt<T> {
    /**
     * Starts the call, and returns at once.
     *
     * @param answered takes the answer
     * @param failed takes the status of a call that has none
     */
    void make(Consumer<T> answered, Consumer<Status> failed);
  }

  /**
   * Calls until there is an answer.
   *
   * @param attempt makes one call, whose answer comes once
   * @param answered takes the answer, on the call's own thread; must not block
   * @param failed takes the last status; must not block
   */
  public <T> void call(Attempt<T> attempt, Consumer<T> answered, Consumer<Status> failed) {
    call(attempt, answered, failed, 0);
  }

  private <T> void call(
      Attempt<T> attempt, Consumer<T> answered, Consumer<Status> failed, int retries) {
    attempt.make(
        answered,
        status -> {
          if (!Backoff.isTransient(status)
              || !schedule(() -> call(attempt, answered, failed, retries + 1), retries)) {
            failed.accept(status);
          }
        });
  }

  private boolean schedule(Runnable again, int retries) {
    long delay = backoff.nanos(retries);
    if (bounded && clock.nanoTime() + delay - deadlineNanos > 0) {
      return false;
    }
    return timer.after(delay, again);
  }

  /** Drops what is waiting. */
  @Override
  public void close() {
    timer.close();
  }
}
