package dev.tokenstorm.plan;

/**
 * The greeting worker and its tuning.
 *
 * @param pollers of each kind: workflow tasks, activity tasks
 * @param slots workflow tasks that run at one time; {@code WIRE} has no slots, and this is 0 then
 * @param activitySlots activity tasks that do, likewise
 * @param workflowCache workflows kept in memory between their tasks
 */
public record WorkerPlan(Kind kind, int pollers, int slots, int activitySlots, int workflowCache) {

  /** Polls that are open at one time, of both kinds. */
  public int polls() {
    return 2 * pollers;
  }

  /** What plays the greeting workflow and its activity. */
  public enum Kind {
    /** The SDK's worker, which is what applications run. */
    SDK,
    /** The gRPC API itself, at a fraction of the cost. */
    WIRE
  }
}
