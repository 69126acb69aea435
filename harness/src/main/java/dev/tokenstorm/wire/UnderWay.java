package dev.tokenstorm.wire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts what a worker that stops has to wait for: calls, and what is done with their answers. What
 * follows from one begins before that one ends, so when there is none, nothing follows any more.
 * Thread-safe.
 */
final class UnderWay {
  private static final long CHECK_MILLIS = 10;

  private final AtomicInteger count = new AtomicInteger();

  void begin() {
    count.incrementAndGet();
  }

  void end() {
    count.decrementAndGet();
  }

  /** Whatever begun ends when the taker has taken, even if it throws. */
  <T> Consumer<T> endingWith(Consumer<T> taker) {
    return taken -> {
      try {
        taker.accept(taken);
      } finally {
        end();
      }
    };
  }

  /** Whatever begun ends when the step was made, even if it throws. */
  Runnable endingWith(Runnable step) {
    return () -> {
      try {
        step.run();
      } finally {
        end();
      }
    };
  }

  /** Waits until there is none, for so long at most. */
  void await(Duration timeout) {
    try {
      for (long waited = 0;
          count.get() > 0 && waited < timeout.toMillis();
          waited += CHECK_MILLIS) {
        Thread.sleep(CHECK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
