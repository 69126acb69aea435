package dev.tokenstorm.standalone;

import dev.tokenstorm.greeting.CountedSlots;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's worker for standalone activities. It has no workflow, so it polls no workflow tasks. On
 * a JDK with virtual threads it uses them.
 */
final class SdkActivityWorker implements Worker {
  private static final int STOP_TIMEOUT_SECONDS = 5;

  /** Slots for what there is none of: workflow tasks, local activities and Nexus operations. */
  private static final int NONE_NEEDED = 2;

  private final WorkerFactory factory;
  private final CountedSlots<ActivitySlotInfo> slots;

  SdkActivityWorker(RunPlan plan, Target target, StandaloneEvents events) {
    this.slots = new CountedSlots<>(plan.worker().activitySlots());
    WorkflowServiceStubs stubs = target.connect(new ActivityPollObserver(events, NanoClock.SYSTEM));
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(target.info().namespace())
                // Nobody here reads the worker's own heartbeats.
                .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
                .build());
    this.factory = WorkerFactory.newInstance(client);
    io.temporal.worker.Worker worker =
        factory.newWorker(
            plan.target().taskQueue(),
            WorkerOptions.newBuilder()
                .setWorkerTuner(
                    new CompositeTuner(
                        new FixedSizeSlotSupplier<>(NONE_NEEDED),
                        slots,
                        new FixedSizeSlotSupplier<>(NONE_NEEDED),
                        new FixedSizeSlotSupplier<>(NONE_NEEDED)))
                .setMaxConcurrentActivityTaskPollers(plan.worker().pollers())
                .setUsingVirtualThreads(VirtualThreads.available())
                .build());
    worker.registerActivitiesImplementations(new StandaloneActivityImpl(events));
  }

  @Override
  public void start() {
    factory.start();
  }

  @Override
  public int slotsUsed(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> 0;
      case ACTIVITY -> slots.used();
    };
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
