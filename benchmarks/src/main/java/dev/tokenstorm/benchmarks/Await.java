package dev.tokenstorm.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits. */
final class Await {
  private static final long NO_GREETING_MILLIS = 60_000;

  /** How often who waits looks, seldom enough to cost a slow server's greetings nothing. */
  private static final long LOOK_MILLIS = 20;

  private Await() {}

  /** Waits for greetings; false if there will be none, or none came for a minute. */
  static boolean greetings(BooleanSupplier done, BooleanSupplier broken) {
    for (long waited = 0; !done.getAsBoolean(); waited += LOOK_MILLIS) {
      if (broken.getAsBoolean() || waited > NO_GREETING_MILLIS) {
        return false;
      }
      millis(LOOK_MILLIS);
    }
    return true;
  }

  static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
