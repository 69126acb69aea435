package dev.tokenstorm.cell;

import dev.tokenstorm.greeting.GreetingWorkload;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Workload;

/** The one place that knows which workloads there are. */
public final class Workloads {
  private Workloads() {}

  /** The workload of a plan. */
  public static Workload of(RunPlan plan) {
    return new GreetingWorkload(plan);
  }
}
