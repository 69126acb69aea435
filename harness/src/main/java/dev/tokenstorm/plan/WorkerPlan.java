package dev.tokenstorm.plan;

/**
 * The worker and its tuning.
 *
 * @param pollers of each kind of task that the workload has
 * @param slots workflow tasks that run at one time; {@code WIRE} has no slots, a standalone
 *     activity no workflow tasks, and this is 0 then
 * @param activitySlots activity tasks that do; 0 with {@code WIRE}
 * @param workflowCache workflows kept in memory between their tasks; 0 without workflows
 */
public record WorkerPlan(Kind kind, int pollers, int slots, int activitySlots, int workflowCache) {

  /** What plays the workload. */
  public enum Kind {
    /** The SDK's worker, which is what applications run. */
    SDK,
    /** The gRPC API itself, at a fraction of the cost. */
    WIRE
  }
}
