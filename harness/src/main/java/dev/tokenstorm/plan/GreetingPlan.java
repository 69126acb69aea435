package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * The greeting workflow's shape.
 *
 * @param branches parallel branches of a workflow
 * @param steps activities of a branch, one after the other
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

  /** Its activities; the workflow closes with a command of its worker. */
  public Shape shape() {
    return new Shape(branches, steps, false);
  }

  /** Activities of one workflow. */
  public int activities() {
    return branches * steps;
  }
}
