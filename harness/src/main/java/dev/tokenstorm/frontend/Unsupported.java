package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentOptions;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;

/**
 * What supported calls may ask for beside. Who asks is told UNIMPLEMENTED with its name, rather
 * than left to think that it was done. What only describes, and changes nothing that a workflow
 * does, is let pass.
 */
final class Unsupported {
  /** What an SDK asks for that was told no rate, which is what a server allows by default. */
  private static final double UNLIMITED_PER_SECOND = 100_000;

  private Unsupported() {}

  /**
   * Looks for it.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED when there is any
   */
  static void check(StartWorkflowExecutionRequest request) {
    refuse(!request.getCronSchedule().isEmpty(), "cron schedules");
    refuse(request.hasRetryPolicy(), "retry policies of workflows");
    refuse(request.hasWorkflowStartDelay(), "delayed starts");
    refuse(request.hasTimeSkippingConfig(), "time skipping");
    refuse(request.getCompletionCallbacksCount() > 0, "completion callbacks");
    refuse(request.hasVersioningOverride(), "worker versioning");
    refuse(request.hasOnConflictOptions(), "options for a start that finds its workflow running");
    refuse(
        request.hasLastCompletionResult() || request.hasContinuedFailure(),
        "results of runs before");
    checkLinks(request.getLinksCount());
  }

  /** Does the same with the links of any request. */
  static void checkLinks(int count) {
    refuse(count > 0, "links");
  }

  /** Does the same. */
  @SuppressWarnings("deprecation") // clients of build id sets still say so here
  static void check(PollWorkflowTaskQueueRequest request) {
    checkVersioning(
        request.getDeploymentOptions(), request.getWorkerVersionCapabilities().getUseVersioning());
  }

  /** Does the same. */
  @SuppressWarnings("deprecation")
  static void check(PollActivityTaskQueueRequest request) {
    checkVersioning(
        request.getDeploymentOptions(), request.getWorkerVersionCapabilities().getUseVersioning());
    refuse(
        request.getTaskQueueMetadata().hasMaxTasksPerSecond()
            && request.getTaskQueueMetadata().getMaxTasksPerSecond().getValue()
                < UNLIMITED_PER_SECOND,
        "rate limits of task queues");
  }

  /** Does the same. */
  static void check(RespondWorkflowTaskCompletedRequest request) {
    refuse(request.getMessagesCount() > 0, "updates");
    refuse(request.getIntermediatePage(), "answers in pages");
  }

  private static void checkVersioning(WorkerDeploymentOptions deployment, boolean buildIds) {
    refuse(
        buildIds
            || deployment.getWorkerVersioningMode()
                == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED,
        "worker versioning");
  }

  private static void refuse(boolean asked, String what) {
    if (asked) {
      throw StatusErrors.unimplemented(what);
    }
  }
}
