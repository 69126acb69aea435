package dev.tokenstorm.cli;

import dev.tokenstorm.greeting.WorkerThreads;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.CompletionPlan.Client;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.UsageException;

/** Whether this machine has the threads that a plan takes, before any is started. */
final class Preflight {
  /** Pollers, event loops, collectors and the like. */
  private static final int OTHER_THREADS = 200;

  private Preflight() {}

  /**
   * Checks.
   *
   * @throws UsageException when the threads will not do
   */
  static void check(RunPlan plan) {
    if (VirtualThreads.available()) {
      return;
    }
    long needed = threads(plan);
    ThreadLimit limit = ThreadLimit.current();
    if (needed > limit.threads()) {
      throw new UsageException(
          "--in-flight %d with %d branches takes about %d threads on JDK %d, and %s allows %d;"
                  .formatted(
                      plan.load().arrivals().inFlight(),
                      plan.greeting().branches(),
                      needed,
                      Runtime.version().feature(),
                      limit.setBy(),
                      limit.threads())
              + " lower --in-flight, --workflow-cache or --worker-slots, or run on JDK 21 or later,"
              + " whose virtual threads need none of these.");
    }
  }

  private static long threads(RunPlan plan) {
    long completers = plan.completion().client() == Client.SDK ? plan.completion().completers() : 0;
    return WorkerThreads.workflowThreads(plan)
        + 2L * plan.worker().slots()
        + completers
        + OTHER_THREADS;
  }
}
