package dev.tokenstorm.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for progress or for a time, and fails when interrupted. */
final class Await {
  private static final long NO_PROGRESS_MILLIS = 60_000;

  /** Milliseconds between two looks at the count, long enough to cost a slow server nothing. */
  private static final long LOOK_MILLIS = 20;

  private Await() {}

  /**
   * Waits for executions, however long they take, as long as some of them complete.
   *
   * @param made how many executions have completed
   * @param wanted how many executions have to complete
   * @param broken whether no more will complete
   * @return false if no more will complete, or none completed for a minute
   */
  static boolean executions(LongSupplier made, long wanted, BooleanSupplier broken) {
    return executions(made, wanted, broken, () -> millis(LOOK_MILLIS));
  }

  /**
   * @param made how many executions have completed
   * @param wanted how many executions have to complete
   * @param broken whether no more will complete
   * @param pause lets {@link #LOOK_MILLIS} pass
   */
  static boolean executions(
      LongSupplier made, long wanted, BooleanSupplier broken, Runnable pause) {
    long last = -1;
    long waited = 0;
    for (long now = made.getAsLong(); now < wanted; now = made.getAsLong()) {
      waited = now > last ? 0 : waited + LOOK_MILLIS;
      last = now;
      if (broken.getAsBoolean() || waited > NO_PROGRESS_MILLIS) {
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
