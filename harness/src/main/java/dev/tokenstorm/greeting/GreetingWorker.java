package dev.tokenstorm.greeting;

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
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.WorkflowSlotInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's worker for the greeting workflow and its activity. On a JDK with virtual threads it
 * uses them throughout.
 */
final class GreetingWorker implements Worker {
  private static final int STOP_TIMEOUT_SECONDS = 5;

  /** Slots for what the greeting has none of: local activities and Nexus operations. */
  private static final int NONE_NEEDED = 1;

  private final WorkerFactory factory;
  private final CountedSlots<WorkflowSlotInfo> workflowSlots;
  private final CountedSlots<ActivitySlotInfo> activitySlots;

  GreetingWorker(RunPlan plan, Target target, Greetings greetings, GreetingEvents events) {
    int slots = plan.worker().slots();
    int pollers = plan.worker().pollers();
    this.workflowSlots = new CountedSlots<>(slots);
    this.activitySlots = new CountedSlots<>(plan.worker().activitySlots());
    WorkflowServiceStubs stubs =
        target.connect(
            new CloseObserver(events, (slots + pollers) * 4 + 1_000),
            new PollObserver(events, NanoClock.SYSTEM));
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(target.info().namespace())
                // Older servers do not know the worker's own heartbeats, and nobody here reads
                // them.
                .setWorkerHeartbeatInterval(Duration.ofSeconds(-1))
                .build());
    boolean virtual = VirtualThreads.available();
    this.factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(plan.worker().workflowCache())
                .setMaxWorkflowThreadCount(WorkerThreads.workflowThreads(plan))
                .setUsingVirtualWorkflowThreads(virtual)
                .setWorkerInterceptors(new ResumeInterceptor(events))
                .build());
    io.temporal.worker.Worker worker =
        factory.newWorker(
            plan.target().taskQueue(),
            WorkerOptions.newBuilder()
                .setWorkerTuner(
                    new CompositeTuner(
                        workflowSlots,
                        activitySlots,
                        new FixedSizeSlotSupplier<>(NONE_NEEDED),
                        new FixedSizeSlotSupplier<>(NONE_NEEDED)))
                .setMaxConcurrentWorkflowTaskPollers(Math.max(2, pollers))
                .setMaxConcurrentActivityTaskPollers(pollers)
                .setUsingVirtualThreads(virtual)
                .build());
    worker.registerWorkflowImplementationFactory(
        GreetingWorkflow.class, () -> new GreetingWorkflowImpl(greetings, plan.greeting()));
    worker.registerActivitiesImplementations(new GreetingActivityImpl(events));
  }

  @Override
  public void start() {
    factory.start();
  }

  @Override
  public int slotsUsed(TaskKind kind) {
    return switch (kind) {
      case WORKFLOW -> workflowSlots.used();
      case ACTIVITY -> activitySlots.used();
    };
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
