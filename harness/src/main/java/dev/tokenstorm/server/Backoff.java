package dev.tokenstorm.server;

import dev.tokenstorm.measurement.SizeLimit;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A failed call is made again after a back-off: exponential, with equal jitter (Brooker,
 * Exponential Backoff And Jitter, 2015). Until when it may be made is the caller's to say.
 * Thread-safe.
 */
public final class Backoff {
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The longest pause. */
  public static final Duration LONGEST = Duration.ofSeconds(5);

  private static final long LONGEST_NANOS = LONGEST.toNanos();

  private final SplittableRandom random;

  /**
   * @param seed of the jitter
   */
  public Backoff(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Evenly in the upper half of a bound that doubles from 50 ms to 5 s.
   *
   * @param retries how many calls in a row have failed, less one
   */
  public long nanos(int retries) {
    long bound = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(retries, 20));
    synchronized (random) {
      return random.nextLong(bound / 2, bound + 1);
    }
  }

  /**
   * The pause in nanoseconds before a call is made again; empty when that is of no use, or too
   * late.
   *
   * @param status that its last attempt ended with
   * @param failures of the call, in a row, at least one
   * @param inTime whether an attempt after a pause of so many nanoseconds still is in time
   */
  public OptionalLong pause(Status status, int failures, LongPredicate inTime) {
    if (!isTransient(status)) {
      return OptionalLong.empty();
    }
    long pause = nanos(failures - 1);
    return inTime.test(pause) ? OptionalLong.of(pause) : OptionalLong.empty();
  }

  /**
   * Makes a call on this thread, again and again, until there is an answer.
   *
   * @param inTime as above
   * @throws StatusRuntimeException the last failure
   */
  public <T> T call(Supplier<T> call, LongPredicate inTime) throws InterruptedException {
    return repeated(call, (e, failures) -> pause(e.getStatus(), failures, inTime));
  }

  /** Says how long to wait after a failure; empty when it is the last. */
  private interface NextPause {
    OptionalLong after(StatusRuntimeException failure, int failures);
  }

  private static <T> T repeated(Supplier<T> call, NextPause pauses) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        TimeUnit.NANOSECONDS.sleep(pauses.after(e, failures).orElseThrow(() -> e));
      }
    }
  }

  /**
   * Makes a call on this thread again while its failure is a passing one, so often at most.
   *
   * @throws StatusRuntimeException the last failure; CANCELLED when this thread was interrupted
   */
  <T> T callAgain(int retries, Predicate<StatusRuntimeException> passing, Supplier<T> call) {
    return uninterrupted(
        () ->
            repeated(
                call,
                (e, failures) ->
                    failures <= retries && passing.test(e)
                        ? OptionalLong.of(nanos(failures - 1))
                        : OptionalLong.empty()));
  }

  /**
   * Makes a call on this thread again while it fails for a passing reason and is not to be given
   * up.
   *
   * @throws StatusRuntimeException the last failure; CANCELLED when this thread was interrupted
   */
  public <T> T callUnless(BooleanSupplier giveUp, Supplier<T> call) {
    return uninterrupted(() -> call(call, pause -> !giveUp.getAsBoolean()));
  }

  private interface Waiting<T> {
    T get() throws InterruptedException;
  }

  private static <T> T uninterrupted(Waiting<T> waiting) {
    try {
      return waiting.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withDescription("interrupted").withCause(e).asRuntimeException();
    }
  }

  /**
   * Whether a call that ended so may succeed when it is made again. RESOURCE_EXHAUSTED mostly is a
   * server that has too much to do; it also is a message that is too large, and remains so.
   */
  public static boolean isTransient(Status status) {
    return switch (status.getCode()) {
      case RESOURCE_EXHAUSTED -> SizeLimit.of(status).isEmpty();
      case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNKNOWN -> true;
      default -> false;
    };
  }
}
