package dev.tokenstorm.plan;

/**
 * The greeting worker's tuning.
 *
 * @param pollers of each kind: workflow tasks, activity tasks
 * @param slots of each kind
 * @param workflowCache workflows kept in memory between their tasks
 */
public record WorkerPlan(int pollers, int slots, int workflowCache) {}
