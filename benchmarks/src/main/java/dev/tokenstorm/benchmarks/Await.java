package dev.tokenstorm.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits. */
final class Await {
  private static final long NO_GREETING_MILLIS = 60_000;

  /** How often who waits looks, seldom enough to cost a slow server's greetings nothing. */
  private static final long LOOK_MILLIS = 20;

  private Await() {}

  /**
   * Waits for greetings, however long they take while more of them come.
   *
   * @param made how many there have been
   * @param wanted how many there have to be
   * @param broken whether there will be no more
   * @return false if there will be no more, or none came for a minute
   */
  static boolean greetings(LongSupplier made, long wanted, BooleanSupplier broken) {
    return greetings(made, wanted, broken, () -> millis(LOOK_MILLIS));
  }

  /**
   * @param pause lets {@link #LOOK_MILLIS} pass
   */
  static boolean greetings(LongSupplier made, long wanted, BooleanSupplier broken, Runnable pause) {
    long last = -1;
    long waited = 0;
    for (long now = made.getAsLong(); now < wanted; now = made.getAsLong()) {
      waited = now > last ? 0 : waited + LOOK_MILLIS;
      last = now;
      if (broken.getAsBoolean() || waited > NO_GREETING_MILLIS) {
        return false;
      }
      pause.run();
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
