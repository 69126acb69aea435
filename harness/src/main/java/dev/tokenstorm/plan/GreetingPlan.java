package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * The activities of one execution, which compose a greeting.
 *
 * @param branches parallel branches of a workflow; 1 of a standalone activity
 * @param steps activities of a branch, one after the other; likewise
 * @param payloadBytes length in bytes to which the name and each activity's result are padded; 0
 *     for none
 * @param maxAttempts of each activity
 * @param heartbeatTimeout of each activity; empty for none
 */
public record GreetingPlan(
    int branches,
    int steps,
    int payloadBytes,
    int maxAttempts,
    Duration startToCloseTimeout,
    Optional<Duration> heartbeatTimeout) {
  /** Most attempts that a plan can ask for. A server that tells of more of them is wrong. */
  public static final int MOST_ATTEMPTS = 1_000;

  /** Activities of one execution. */
  public int activities() {
    return branches * steps;
  }
}
