package dev.tokenstorm.settings;

import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.WorkerPlan;

/** The worker's tuning when the user gives none: chosen for thousands of workflows in flight. */
final class WorkerDefaults {
  private static final int POLLERS = 10;
  static final int SLOTS = 200;

  private static final int SMALLEST_CACHE = 600;
  private static final int LARGEST_CACHE = 100_000;

  private static final int MOST_POLLS = 100;

  private WorkerDefaults() {}

  /**
   * The SDK's pollers take a thread each. A poll that waits costs {@code WIRE} and the server next
   * to nothing, and too few are a bound: each brings one task a round trip. A server allows a
   * namespace 1,200 calls that wait, of each method ({@code frontend.namespaceCount}); {@code WIRE}
   * has twice as many of these for workflow tasks, and nothing else here waits.
   */
  static int pollers(Settings settings) {
    return settings.get(WorkerSettings.WORKER) == WorkerPlan.Kind.SDK
        ? POLLERS
        : Math.min(MOST_POLLS, Math.max(POLLERS, LoadParser.arrivals(settings).inFlight() / 2));
  }

  /** {@link #pollers} in words. */
  static String pollersInWords() {
    return POLLERS
        + "; with --worker wire, half of --in-flight, at least "
        + POLLERS
        + " and at most "
        + MOST_POLLS;
  }

  /** As many as there are of workflow tasks, where the workload has these. */
  static int activitySlots(Settings settings) {
    return StandaloneLimits.standalone(settings)
        ? SLOTS
        : settings.get(WorkerSettings.WORKER_SLOTS);
  }

  /**
   * Room for all that is in flight, so that none is evicted and replayed, up to a limit. The bound
   * of an open loop is for a run that goes wrong; what is in flight in one that does not is taken
   * for ten seconds of arrivals, all bursts and those whose tokens are parked.
   */
  static int workflowCache(Settings settings) {
    LoadPlan.Arrivals arrivals = LoadParser.arrivals(settings);
    long parkedWorkflows = LoadDefaults.parkedWorkflows(settings);
    double expected =
        arrivals instanceof LoadPlan.OpenLoop open
            ? Math.min(
                open.inFlight(),
                Math.ceil(open.shape().peakPerSecond() * 10) + bursts(open) + parkedWorkflows)
            : arrivals.inFlight();
    return (int) Math.min(LARGEST_CACHE, Math.max(SMALLEST_CACHE, expected));
  }

  private static long bursts(LoadPlan.OpenLoop open) {
    return open.bursts().stream().mapToLong(Burst::workflows).sum();
  }

  /** {@link #workflowCache} in words. */
  static String workflowCacheInWords() {
    return "--in-flight, or 10 s of the highest rate, all bursts and what --park needs, at least "
        + SMALLEST_CACHE
        + " and at most "
        + LARGEST_CACHE;
  }
}
