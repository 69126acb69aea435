package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.RunPlan;

/** The number of threads that the SDK's worker takes. */
final class WorkerThreads {
  /** The SDK's own default. */
  private static final int LEAST = 600;

  private WorkerThreads() {}

  /** Threads of the worker: those that run workflow code, and one for each task under way. */
  static int of(RunPlan plan) {
    return Math.toIntExact(
        Math.min(
            Integer.MAX_VALUE,
            (long) workflowThreads(plan) + plan.worker().slots() + plan.worker().activitySlots()));
  }

  /**
   * Threads that run workflow code: a cached workflow holds one for its method and one for each
   * branch, and a task under way may need as many again before an older workflow is evicted.
   */
  static int workflowThreads(RunPlan plan) {
    long perWorkflow = 1L + plan.greeting().branches();
    long cached = Math.min(plan.load().arrivals().inFlight(), plan.worker().workflowCache());
    long threads = (cached + plan.worker().slots()) * perWorkflow;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, threads));
  }
}
