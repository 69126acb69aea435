package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import java.util.Optional;

/** Starts workflows, one at a time per workflow id. Thread-safe. */
final class Starts {
  private static final int LONGEST_ID = 1_000;

  private final ServerContext server;

  Starts(ServerContext server) {
    this.server = server;
  }

  /**
   * Starts a workflow, or finds it started by the same request.
   *
   * @throws StatusRuntimeException if the request is wrong, or the workflow id is taken
   */
  StartWorkflowExecutionResponse start(StartWorkflowExecutionRequest request, Outbox out) {
    check(request);
    long serial = server.serials().incrementAndGet();
    Execution fresh = new Execution(server, serial, RunIds.of(server.id(), serial), request);
    synchronized (fresh) {
      Optional<StartWorkflowExecutionResponse> settled =
          server.workflows().add(fresh, former -> settle(former, request, out));
      if (settled.isPresent()) {
        return settled.get();
      }
      fresh.start(out);
    }
    return StartWorkflowExecutionResponse.newBuilder()
        .setRunId(fresh.runId)
        .setStarted(true)
        .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
        .build();
  }

  private static void check(StartWorkflowExecutionRequest request) {
    if (request.getWorkflowId().isEmpty()) {
      throw StatusErrors.invalid("WorkflowId is not set on request.");
    }
    if (request.getWorkflowId().length() > LONGEST_ID) {
      throw StatusErrors.invalid("WorkflowId length exceeds limit.");
    }
    if (request.getWorkflowType().getName().isEmpty()) {
      throw StatusErrors.invalid("WorkflowType is not set on request.");
    }
    if (request.getTaskQueue().getName().isEmpty()) {
      throw StatusErrors.invalid("missing task queue name");
    }
    Unsupported.check(request);
  }

  /** Returns the answer if an earlier run settles the request; nothing lets a new run start. */
  private static Optional<StartWorkflowExecutionResponse> settle(
      Execution former, StartWorkflowExecutionRequest request, Outbox out) {
    synchronized (former) {
      if (!request.getRequestId().isEmpty()
          && former.request.getRequestId().equals(request.getRequestId())) {
        return Optional.of(answer(former, true));
      }
      if (former.open()) {
        return settleOpen(former, request, out);
      }
      boolean allowed =
          switch (request.getWorkflowIdReusePolicy()) {
            case WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE -> false;
            case WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY ->
                former.status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
            default -> true;
          };
      if (!allowed) {
        throw StatusErrors.alreadyStarted(
            "Workflow execution already finished. WorkflowId: "
                + request.getWorkflowId()
                + ", RunId: "
                + former.runId
                + ".",
            former.request.getRequestId(),
            former.runId);
      }
      return Optional.empty();
    }
  }

  // Clients still ask for TERMINATE_IF_RUNNING.
  @SuppressWarnings("deprecation")
  private static Optional<StartWorkflowExecutionResponse> settleOpen(
      Execution former, StartWorkflowExecutionRequest request, Outbox out) {
    boolean terminates =
        request.getWorkflowIdReusePolicy()
                == WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING
            || request.getWorkflowIdConflictPolicy()
                == WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING;
    if (terminates) {
      former.terminate(
          "TerminateIfRunning WorkflowIdReusePolicy Policy", null, "history-service", out);
      return Optional.empty();
    }
    if (request.getWorkflowIdConflictPolicy()
        == WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING) {
      return Optional.of(answer(former, false));
    }
    throw StatusErrors.alreadyStarted(
        "Workflow execution is already running. WorkflowId: "
            + request.getWorkflowId()
            + ", RunId: "
            + former.runId
            + ".",
        former.request.getRequestId(),
        former.runId);
  }

  private static StartWorkflowExecutionResponse answer(Execution former, boolean started) {
    return StartWorkflowExecutionResponse.newBuilder()
        .setRunId(former.runId)
        .setStarted(started)
        .setStatus(former.status())
        .build();
  }
}
