package dev.tokenstorm.run;

import dev.tokenstorm.doctor.ThreadLimit;
import dev.tokenstorm.fault.CommandPrograms;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.CompletionPlan.Client;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.GreetingSettings;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.WorkerSettings;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.workload.Workload;
import java.util.List;

/**
 * The checks before a run: whether this machine has the threads and the heap that the plan takes,
 * and the programs that its faults run.
 */
public final class Preflight {
  /** Pollers, event loops, collectors and the like. */
  private static final int OTHER_THREADS = 200;

  private Preflight() {}

  /**
   * Checks.
   *
   * @throws UsageException when one of them will not do
   */
  static void check(RunPlan plan, Workload workload) {
    CommandPrograms.check(plan.faults(), System.getenv());
    checkHeap(plan, Runtime.getRuntime().maxMemory());
    if (!VirtualThreads.available()) {
      checkThreads(plan, workload);
    }
  }

  static void checkHeap(RunPlan plan, long maxHeapBytes) {
    long needed = HeapEstimate.bytes(plan);
    int payload = plan.greeting().payloadBytes();
    if (needed > maxHeapBytes) {
      throw new UsageException(
          "--in-flight %d%s%s takes about %d MB of heap, and this JVM may use %d MB;"
                  .formatted(
                      plan.load().arrivals().inFlight(),
                      branches(plan),
                      payload > 0 ? " and --payload-bytes " + payload : "",
                      needed >> 20,
                      maxHeapBytes >> 20)
              + " lower --in-flight"
              + (payload > 0
                  ? " or --payload-bytes"
                  : workflows(plan) ? " or --workflow-cache" : "")
              + ", or allow more with"
              + " JAVA_TOOL_OPTIONS=-Xmx%dm.".formatted((needed >> 20) * 5 / 4));
    }
  }

  private static void checkThreads(RunPlan plan, Workload workload) {
    long needed = threads(plan, workload);
    ThreadLimit limit = ThreadLimit.current();
    if (needed > limit.threads()) {
      throw new UsageException(
          "--in-flight %d%s takes about %d threads on JDK %d, and %s allows %d;"
                  .formatted(
                      plan.load().arrivals().inFlight(),
                      branches(plan),
                      needed,
                      Runtime.version().feature(),
                      limit.setBy(),
                      limit.threads())
              + (workflows(plan)
                  ? " lower --in-flight, --workflow-cache or --worker-slots"
                  : " lower --activity-slots or --completers")
              + ", use --worker wire, or run on JDK 21 or later, whose virtual threads need none of"
              + " these.");
    }
  }

  private static String branches(RunPlan plan) {
    return workflows(plan) ? " with %d branches".formatted(plan.shape().branches()) : "";
  }

  private static boolean workflows(RunPlan plan) {
    return plan.workload() == WorkloadKind.GREETING;
  }

  /**
   * How many workflows in flight a limit allows on platform threads, all settings else being their
   * defaults. At least 0.
   */
  public static long mostInFlight(ThreadLimit limit) {
    Settings defaults = Settings.of(List.of());
    long slots = defaults.get(WorkerSettings.WORKER_SLOTS);
    long fixed = 2 * slots + defaults.get(CompletionSettings.COMPLETERS) + OTHER_THREADS;
    long perWorkflow = 1L + defaults.get(GreetingSettings.BRANCHES);
    return Math.max(0, (limit.threads() - fixed) / perWorkflow - slots);
  }

  /** How many workflows in flight a heap holds, all settings else being their defaults. */
  public static long mostInFlight(long maxHeapBytes) {
    Settings defaults = Settings.of(List.of());
    long branches = defaults.get(GreetingSettings.BRANCHES);
    long perWorkflow =
        HeapEstimate.PER_BRANCH_BYTES * (1 + branches) + HeapEstimate.PER_TOKEN_BYTES * branches;
    return Math.max(0, (maxHeapBytes - HeapEstimate.BASE_BYTES) / perWorkflow);
  }

  /** How many completers a run like this one may have here, all else being as it is planned. */
  static int mostCompleters(RunPlan plan, Workload workload) {
    return VirtualThreads.available()
        ? Integer.MAX_VALUE
        : mostCompleters(plan, workload, ThreadLimit.current());
  }

  /** The same on platform threads. At least 1. */
  static int mostCompleters(RunPlan plan, Workload workload, ThreadLimit limit) {
    if (plan.completion().client() != Client.SDK) {
      return Integer.MAX_VALUE;
    }
    long left = limit.threads() - workload.workerThreads() - OTHER_THREADS;
    return (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
  }

  /** What a plan takes on platform threads. */
  static long threads(RunPlan plan, Workload workload) {
    long completers = plan.completion().client() == Client.SDK ? plan.completion().completers() : 0;
    return workload.workerThreads() + completers + OTHER_THREADS;
  }
}
