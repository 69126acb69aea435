package dev.tokenstorm.server;

import dev.tokenstorm.measurement.SizeLimit;
import io.grpc.Status;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before a call is made again: exponential, with equal jitter (Brooker,
 * Exponential Backoff And Jitter, 2015). Thread-safe.
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
