package dev.tokenstorm.cell;

import dev.tokenstorm.greeting.GreetingPlayer;
import dev.tokenstorm.greeting.GreetingWorkload;
import dev.tokenstorm.greeting.OpenGreetings;
import dev.tokenstorm.greeting.SdkPlayer;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.text.UsageException;
import dev.tokenstorm.wire.WirePlayer;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.Workload;

/** The one place that knows which workloads there are, and who plays them. */
public final class Workloads {
  private Workloads() {}

  /** The workload of a plan. */
  public static Workload of(RunPlan plan) {
    return switch (plan.workload()) {
      case GREETING -> new GreetingWorkload(plan, player(plan.worker().kind()));
      case STANDALONE ->
          throw new UsageException("--workload standalone is not part of this build; leave it out.");
    };
  }

  private static GreetingPlayer player(WorkerPlan.Kind kind) {
    return switch (kind) {
      case SDK -> new SdkPlayer();
      case WIRE -> new WirePlayer();
    };
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
