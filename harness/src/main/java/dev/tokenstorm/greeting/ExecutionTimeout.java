package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.RunPlan;
import java.time.Duration;

/** When a workflow that nobody looks after any more is to end by itself. */
final class ExecutionTimeout {
  /** The default retry policy's longest interval is 100 times its first, 1 s. */
  private static final Duration LONGEST_RETRY_INTERVAL = Duration.ofSeconds(100);

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private ExecutionTimeout() {}

  /**
   * Longer than every attempt of every step of a branch running into its timeout, and than the
   * drain; so that it is never what ends a workflow that is looked after.
   */
  static Duration of(RunPlan plan) {
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
