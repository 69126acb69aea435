package dev.tokenstorm.cell;

import dev.tokenstorm.greeting.GreetingPlayer;
import dev.tokenstorm.greeting.GreetingWorkload;
import dev.tokenstorm.greeting.OpenGreetings;
import dev.tokenstorm.greeting.SdkPlayer;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.standalone.OpenActivities;
import dev.tokenstorm.standalone.SdkActivityPlayer;
import dev.tokenstorm.standalone.StandalonePlayer;
import dev.tokenstorm.standalone.StandaloneWorkload;
import dev.tokenstorm.wire.WireActivityPlayer;
import dev.tokenstorm.wire.WirePlayer;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.Workload;
import java.util.List;

/** The one place that knows which workloads there are, and who plays them. */
public final class Workloads {
  private Workloads() {}

  /** The workload of a plan. */
  public static Workload of(RunPlan plan) {
    return switch (plan.workload()) {
      case GREETING -> new GreetingWorkload(plan, player(plan.worker().kind()));
      case STANDALONE -> new StandaloneWorkload(plan, standalonePlayer(plan.worker().kind()));
    };
  }

  private static GreetingPlayer player(WorkerPlan.Kind kind) {
    return switch (kind) {
      case SDK -> new SdkPlayer();
      case WIRE -> new WirePlayer();
    };
  }

  private static StandalonePlayer standalonePlayer(WorkerPlan.Kind kind) {
    return switch (kind) {
      case SDK -> new SdkActivityPlayer();
      case WIRE -> new WireActivityPlayer();
    };
  }

  /**
   * What a run may have left open on a server, of each workload that it may have had.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public static List<OpenExecutions> open(String namespace, String runId) {
    return List.of(new OpenGreetings(namespace, runId), new OpenActivities(namespace, runId));
  }
}
