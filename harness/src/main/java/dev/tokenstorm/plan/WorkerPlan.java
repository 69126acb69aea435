package dev.tokenstorm.plan;

/**
 * The greeting worker and its tuning.
 *
 * @param pollers of each kind: workflow tasks, activity tasks
 * @param slots of each kind; {@code WIRE} has none, and this is 0 then
 * @param workflowCache workflows kept in memory between their tasks
 */
public record WorkerPlan(Kind kind, int pollers, int slots, int workflowCache) {

  /** What plays the greeting workflow and its activity. */
  public enum Kind {
    /** The SDK's worker, which is what applications run. */
    SDK,
    /** The gRPC API itself, at a fraction of the cost. */
    WIRE
  }
}
