package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.settings.Setting.Group;
import java.util.List;
import java.util.Optional;

/** The settings of the worker. */
public final class WorkerSettings {
  private static final SettingTable TABLE = new SettingTable(Group.WORKER);

  public static final Setting<WorkerPlan.Kind> WORKER =
      TABLE
          .value(
              "worker",
              "KIND",
              WordNotation.of(WorkerPlan.Kind.class),
              "What plays the workload: sdk, the SDK's worker, which is what applications"
                  + " run; wire, the gRPC API itself, at a fraction of the cost")
          .or("sdk")
          .from(plan -> plan.worker().kind());

  public static final Setting<Integer> WORKER_POLLERS =
      TABLE
          .value(
              "worker-pollers",
              "N",
              CountNotation.ints(1, 1_000),
              "Pollers for workflow tasks, of which --worker sdk has 2 at least, and as many for"
                  + " activity tasks; with --worker wire, long polls kept open, and as many more on"
                  + " the worker's sticky queue; the two may be 1200 together on a server with"
                  + " default limits. With --workload standalone, for activity tasks alone")
          .orDerived(WorkerDefaults.pollersInWords(), WorkerDefaults::pollers)
          .from(plan -> plan.worker().pollers());

  public static final Setting<Integer> WORKER_SLOTS =
      TABLE
          .value(
              "worker-slots",
              "N",
              CountNotation.ints(1, 100_000),
              "With --worker sdk, workflow tasks that run at one time")
          .or(String.valueOf(WorkerDefaults.SLOTS))
          .fromAny(plan -> sdk(plan).map(WorkerPlan::slots).filter(slots -> slots > 0));

  public static final Setting<Integer> ACTIVITY_SLOTS =
      TABLE
          .value(
              "activity-slots",
              "N",
              CountNotation.ints(1, 100_000),
              "With --worker sdk, activity tasks that run at one time; one that waits to be"
                  + " completed holds none")
          .orDerived(
              "--worker-slots; " + WorkerDefaults.SLOTS + " with --workload standalone",
              WorkerDefaults::activitySlots)
          .fromAny(plan -> sdk(plan).map(WorkerPlan::activitySlots));

  public static final Setting<Integer> WORKFLOW_CACHE =
      TABLE
          .value(
              "workflow-cache",
              "N",
              CountNotation.ints(1, 1_000_000),
              "Workflows kept in memory between their tasks")
          .orDerived(WorkerDefaults.workflowCacheInWords(), WorkerDefaults::workflowCache)
          .fromAny(plan -> Optional.of(plan.worker().workflowCache()).filter(some -> some > 0));

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private WorkerSettings() {}

  /**
   * The worker.
   *
   * @throws dev.tokenstorm.text.UsageException when a value is not one
   */
  static WorkerPlan plan(Settings settings) {
    WorkerPlan.Kind kind = settings.get(WORKER);
    boolean slots = kind == WorkerPlan.Kind.SDK;
    boolean workflows = !StandaloneLimits.standalone(settings);
    return new WorkerPlan(
        kind,
        settings.get(WORKER_POLLERS),
        slots && workflows ? settings.get(WORKER_SLOTS) : 0,
        slots ? settings.get(ACTIVITY_SLOTS) : 0,
        workflows ? settings.get(WORKFLOW_CACHE) : 0);
  }

  private static Optional<WorkerPlan> sdk(RunPlan plan) {
    return Optional.of(plan.worker()).filter(worker -> worker.kind() == WorkerPlan.Kind.SDK);
  }
}
