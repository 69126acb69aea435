package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentOptions;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;

/**
 * Refuses options of supported calls that the front end does not support.
 *
 * <p>The caller is answered UNIMPLEMENTED with the option's name, because silence would look like
 * success. Options that only describe, and change nothing that a workflow does, are accepted.
 */
final class Unsupported {
  /** Rate, per second, that an SDK sends when no rate is set; it is a server's default. */
  private static final double UNLIMITED_PER_SECOND = 100_000;

  private Unsupported() {}

  /**
   * Checks a start.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it has an unsupported option
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

  /**
   * Checks a start of a standalone activity.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it has an unsupported option
   */
  static void check(StartActivityExecutionRequest request) {
    refuse(request.hasOnConflictOptions(), "options for a start that finds its activity running");
    checkLinks(request.getLinksCount());
  }

  /**
   * Checks the links of a request.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if there are any
   */
  static void checkLinks(int count) {
    refuse(count > 0, "links");
  }

  /**
   * Checks a poll for workflow tasks.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it has an unsupported option
   */
  // Clients of build id sets still set this field.
  @SuppressWarnings("deprecation")
  static void check(PollWorkflowTaskQueueRequest request) {
    checkVersioning(
        request.getDeploymentOptions(), request.getWorkerVersionCapabilities().getUseVersioning());
  }

  /**
   * Checks a poll for activity tasks.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it has an unsupported option
   */
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

  /**
   * Checks an answer to a workflow task.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it has an unsupported option
   */
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
