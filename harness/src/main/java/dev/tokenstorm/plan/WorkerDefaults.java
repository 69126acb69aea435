package dev.tokenstorm.plan;

/** The worker's tuning when the user gives none: chosen for thousands of workflows in flight. */
final class WorkerDefaults {
  static final int POLLERS = 10;
  static final int SLOTS = 200;

  private static final int SMALLEST_CACHE = 600;
  private static final int LARGEST_CACHE = 100_000;

  private WorkerDefaults() {}

  /**
   * Room for all that is in flight, so that none is evicted and replayed, up to a limit. The bound
   * of an open loop is for a run that goes wrong; what is in flight in one that does not is taken
   * for ten seconds of arrivals.
   */
  static int workflowCache(LoadPlan.Arrivals arrivals) {
    double expected =
        arrivals instanceof LoadPlan.OpenLoop open
            ? Math.min(open.inFlight(), Math.ceil(open.perSecond() * 10))
            : arrivals.inFlight();
    return (int) Math.min(LARGEST_CACHE, Math.max(SMALLEST_CACHE, expected));
  }

  /** {@link #workflowCache} in words. */
  static String workflowCacheInWords() {
    return "--in-flight, or 10 s of --rate, at least "
        + SMALLEST_CACHE
        + " and at most "
        + LARGEST_CACHE;
  }
}
