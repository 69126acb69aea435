package dev.tokenstorm.plan;

import java.time.Duration;

/** The time that a server waits for an attempt. */
public final class Patience {
  private static final Duration FIRST_RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY_PAUSE = Duration.ofSeconds(100);

  private Patience() {}

  /**
   * How long a server waits for an attempt that goes as planned: its start-to-close timeout, or its
   * heartbeat timeout if that is shorter and nobody heartbeats.
   */
  public static Duration of(GreetingPlan greeting, CompletionPlan completion) {
    Duration timeout = greeting.startToCloseTimeout();
    return completion.heartbeatInterval().isPresent()
        ? timeout
        : greeting
            .heartbeatTimeout()
            .filter(heartbeat -> heartbeat.compareTo(timeout) < 0)
            .orElse(timeout);
  }

  /** All attempts, and the pauses between them: Temporal's default is 1 s, doubled up to 100 s. */
  public static Duration ofAllAttempts(GreetingPlan greeting, CompletionPlan completion) {
    Duration all = of(greeting, completion).multipliedBy(greeting.maxAttempts());
    Duration pause = FIRST_RETRY_PAUSE;
    for (int retry = 1; retry < greeting.maxAttempts(); retry++) {
      all = all.plus(pause);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_RETRY_PAUSE) >= 0) {
        return all.plus(LONGEST_RETRY_PAUSE.multipliedBy(greeting.maxAttempts() - 1L - retry));
      }
    }
    return all;
  }
}
