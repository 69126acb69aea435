package dev.tokenstorm.completion;

import dev.tokenstorm.measurement.DaemonThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes an outcome of a wait that nobody ends, which would be a hang: whoever has waited for ten
 * seconds, in which the other actor had long finished, is interrupted. For one waiting thread.
 */
final class WaitGuard {
  private static final int PATIENCE_SECONDS = 10;
  private static final AtomicReference<@Nullable Wait> CURRENT = new AtomicReference<>();

  static {
    DaemonThreads.start("wait-guard", WaitGuard::watch);
  }

  private WaitGuard() {}

  private static final class Wait {
    final Thread thread = Thread.currentThread();
  }

  /** What the wait brings; empty-handed, in the words of the outcome, if nobody ends it. */
  static int outcome(Callable<Integer> wait, int lost) {
    CURRENT.set(new Wait());
    try {
      return wait.call();
    } catch (InterruptedException e) {
      return lost;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      CURRENT.set(null);
    }
  }

  private static void watch() {
    try {
      while (true) {
        Wait seen = CURRENT.get();
        for (int second = 0; second < PATIENCE_SECONDS && CURRENT.get() == seen; second++) {
          Thread.sleep(1_000);
        }
        if (seen != null && CURRENT.get() == seen) {
          seen.thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
