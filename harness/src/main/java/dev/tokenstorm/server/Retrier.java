package dev.tokenstorm.server;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.Status;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Makes asynchronous calls again where that is right, after a {@link Backoff}, with one thread for
 * all. Thread-safe.
 */
public final class Retrier implements AutoCloseable {
  private final NanoClock clock;
  private final Timer timer;
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private volatile boolean bounded;

  public Retrier(NanoClock clock, Backoff backoff) {
    this.clock = clock;
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
    call(attempt, this::inTime, answered, failed, 1);
  }

  /**
   * Does the same, but makes no attempt after a moment of the call's own.
   *
   * @param untilNanos that moment, by the injected clock
   */
  public <T> void callUntil(
      long untilNanos, Attempt<T> attempt, Consumer<T> answered, Consumer<Status> failed) {
    call(attempt, pause -> inTime(pause) && leftNanos(untilNanos) >= pause, answered, failed, 1);
  }

  /** How long it is until a moment, by the injected clock; negative when that has passed. */
  public long leftNanos(long untilNanos) {
    return untilNanos - clock.nanoTime();
  }

  private <T> void call(
      Attempt<T> attempt,
      LongPredicate inTime,
      Consumer<T> answered,
      Consumer<Status> failed,
      int failures) {
    attempt.make(
        answered,
        status -> {
          if (!timer.again(
              status,
              failures,
              inTime,
              () -> call(attempt, inTime, answered, failed, failures + 1))) {
            failed.accept(status);
          }
        });
  }

  private boolean inTime(long pauseNanos) {
    return !bounded || clock.nanoTime() + pauseNanos - deadlineNanos <= 0;
  }

  /** Drops what is waiting. */
  @Override
  public void close() {
    timer.close();
  }
}
