package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.RunPlan;
import java.time.Duration;

/**
 * Computes the timeout of an execution, so that one that no harness looks after ends by itself. A
 * standalone activity gets the same as its schedule-to-close timeout.
 */
public final class ExecutionTimeout {
  /** Longest interval of the server's default retry policy: 100 times its first, which is 1 s. */
  private static final Duration LONGEST_RETRY_INTERVAL = Duration.ofSeconds(100);

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private ExecutionTimeout() {}

  /**
   * Returns the timeout. It is longer than all steps of a branch take when every attempt times out,
   * plus the drain. So it never ends an execution that is looked after.
   */
  public static Duration of(RunPlan plan) {
    Duration attempt = plan.greeting().startToCloseTimeout().plus(LONGEST_RETRY_INTERVAL);
    double seconds =
        (double) attempt.toSeconds() * plan.greeting().maxAttempts() * plan.greeting().steps()
            + plan.load().drainTimeout().toSeconds();
    if (seconds >= LONGEST.toSeconds()) {
      return LONGEST;
    }
    Duration timeout = Duration.ofSeconds((long) seconds);
    return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout;
  }
}
