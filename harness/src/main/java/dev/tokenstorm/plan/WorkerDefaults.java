package dev.tokenstorm.plan;

/** The worker's tuning when the user gives none: chosen for thousands of workflows in flight. */
final class WorkerDefaults {
  static final int POLLERS = 10;
  static final int SLOTS = 200;

  private static final int SMALLEST_CACHE = 600;
  private static final int LARGEST_CACHE = 100_000;

  private WorkerDefaults() {}

  /** Room for all that is in flight, so that none is evicted and replayed, up to a limit. */
  static int workflowCache(int inFlight) {
    return Math.min(LARGEST_CACHE, Math.max(SMALLEST_CACHE, inFlight));
  }

  /** {@link #workflowCache} in words. */
  static String workflowCacheInWords() {
    return "--in-flight, at least " + SMALLEST_CACHE + " and at most " + LARGEST_CACHE;
  }
}
