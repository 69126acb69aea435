package dev.tokenstorm.benchmarks;

import java.util.concurrent.TimeUnit;

/** Waits. */
final class Await {
  private Await() {}

  static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
