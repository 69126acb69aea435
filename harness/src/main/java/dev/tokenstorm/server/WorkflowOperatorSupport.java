package dev.tokenstorm.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Whether operators can pause, reset and change activities of workflows. No server announces that,
 * so a pause of a workflow that does not exist is tried.
 */
public final class WorkflowOperatorSupport {
  /** The key of the dynamic configuration that turns the commands on where they may be off. */
  private static final String KEY = "frontend.activityAPIsEnabled";

  private static final int TIMEOUT_SECONDS = 10;

  private WorkflowOperatorSupport() {}

  /**
   * Asks a target.
   *
   * @throws TargetException when it takes no such commands, or does not answer
   */
  public static void require(Target target) {
    WorkflowServiceStubs stubs = target.connectForAudit();
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .pauseActivity(ofNothing(target.info().namespace()));
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code == Status.Code.UNIMPLEMENTED) {
        throw new TargetException(none(target.info()));
      }
      if (code != Status.Code.NOT_FOUND) {
        throw target.explain(e);
      }
    } finally {
      stubs.shutdownNow();
    }
  }

  private static PauseActivityRequest ofNothing(String namespace) {
    return PauseActivityRequest.newBuilder()
        .setNamespace(namespace)
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(UUID.randomUUID().toString()))
        .setId("none")
        .build();
  }

  private static String none(TargetInfo info) {
    return "Namespace "
        + info.namespace()
        + " at "
        + info.address()
        + " takes no operator commands about activities of workflows, which --operate makes:"
        + " servers take them since 1.28.1, and since 1.27 where "
        + KEY
        + " is true in the dynamic configuration"
        + info.serverVersion().map(version -> ", and this one is " + version).orElse("")
        + "; set that, upgrade it, or leave --operate out.";
  }
}
