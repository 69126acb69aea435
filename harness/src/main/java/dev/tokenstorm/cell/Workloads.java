package dev.tokenstorm.cell;

import dev.tokenstorm.greeting.GreetingWorkload;
import dev.tokenstorm.greeting.OpenGreetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.Workload;

/** The one place that knows which workloads there are. */
public final class Workloads {
  private Workloads() {}

  /** The workload of a plan. */
  public static Workload of(RunPlan plan) {
    return new GreetingWorkload(plan);
  }

  /**
   * What a run may have left open on a server, whatever its workload was.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public static OpenExecutions open(String namespace, String runId) {
    return new OpenGreetings(namespace, runId);
  }
}
