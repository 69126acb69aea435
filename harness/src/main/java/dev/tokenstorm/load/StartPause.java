package dev.tokenstorm.load;

import java.util.function.BooleanSupplier;

/**
 * Holds the driver's thread back while it is paused on purpose. Costs one read of a field
 * otherwise. Thread-safe.
 */
final class StartPause {
  private static final long CHECK_MILLIS = 50;

  private volatile boolean on;
  private boolean waited;

  /** Begins: no start that is due goes on. */
  synchronized void begin() {
    waited = false;
    on = true;
  }

  /**
   * Ends.
   *
   * @return whether a start waited for it
   */
  synchronized boolean end() {
    on = false;
    notifyAll();
    return waited;
  }

  /**
   * Waits until the pause is over; returns at once if there is none.
   *
   * @param over says that nothing is to start any more; looked at 20 times per second
   */
  void await(BooleanSupplier over) throws InterruptedException {
    if (on) {
      awaitEnd(over);
    }
  }

  private synchronized void awaitEnd(BooleanSupplier over) throws InterruptedException {
    while (on && !over.getAsBoolean()) {
      waited = true;
      wait(CHECK_MILLIS);
    }
  }
}
