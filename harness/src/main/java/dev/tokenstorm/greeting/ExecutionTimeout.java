package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.OperatorPlan;
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
   * plus the drain. So it never ends an execution that is looked after. An operator may double the
   * time of each attempt, or the number of attempts, or let an activity wait.
   */
  public static Duration of(RunPlan plan) {
    OperatorPlan operators = plan.completion().operators();
    Duration timeout = plan.greeting().startToCloseTimeout();
    Duration attempt =
        (operators.options() > 0 ? timeout.multipliedBy(2) : timeout).plus(LONGEST_RETRY_INTERVAL);
    double attempts = (operators.reset() > 0 ? 2.0 : 1.0) * plan.greeting().maxAttempts();
    double seconds =
        (attempt.toSeconds() * attempts + operators.pauseFor().toSeconds())
                * plan.greeting().steps()
            + plan.load().drainTimeout().toSeconds();
    if (seconds >= LONGEST.toSeconds()) {
      return LONGEST;
    }
    Duration all = Duration.ofSeconds((long) seconds);
    return all.compareTo(SHORTEST) < 0 ? SHORTEST : all;
  }
}
