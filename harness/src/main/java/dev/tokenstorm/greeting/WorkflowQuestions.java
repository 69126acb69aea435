package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ServerExecutions.Presence;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Questions to the server about single workflows, asked again while they fail for a passing reason
 * and there is still time. On a connection of its own. Thread-safe.
 */
final class WorkflowQuestions {
  /** A server's own limit of a history, in events; a page without any is of no use. */
  private static final int MOST_PAGES = 51_200;

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final Backoff backoff;

  WorkflowQuestions(Target target, Backoff backoff) {
    this.stubs = target.connectForAudit();
    this.namespace = target.info().namespace();
    this.backoff = backoff;
  }

  /** Whether a workflow is there. */
  Presence presence(String workflowId, BooleanSupplier giveUp) {
    try {
      return open(describe(workflowId, giveUp)) ? Presence.OPEN : Presence.CLOSED;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.NOT_FOUND ? Presence.ABSENT : Presence.UNKNOWN;
    }
  }

  /** Its present state; empty when it is closed, not there, or could not be read in time. */
  Optional<DescribeWorkflowExecutionResponse> ifOpen(String workflowId, BooleanSupplier giveUp) {
    try {
      return Optional.of(describe(workflowId, giveUp)).filter(WorkflowQuestions::open);
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean open(DescribeWorkflowExecutionResponse described) {
    return described.getWorkflowExecutionInfo().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private DescribeWorkflowExecutionResponse describe(String workflowId, BooleanSupplier giveUp) {
    return backoff.callUnless(
        giveUp,
        () ->
            stubs
                .blockingStub()
                .describeWorkflowExecution(
                    DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace)
                        .setExecution(execution(workflowId))
                        .build()));
  }

  /** One page of a listing. */
  GreetingListing.Page page(GreetingListing listing, ByteString from, BooleanSupplier giveUp) {
    return backoff.callUnless(giveUp, () -> listing.page(stubs.blockingStub(), from));
  }

  /** Its whole history, page by page; empty when it could not be read in time. */
  Optional<GreetingHistory> history(
      String workflowId, Greetings greetings, BooleanSupplier giveUp) {
    GreetingHistory history = new GreetingHistory(greetings);
    GetWorkflowExecutionHistoryRequest.Builder request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(execution(workflowId));
    try {
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        GetWorkflowExecutionHistoryResponse page =
            backoff.callUnless(
                giveUp, () -> stubs.blockingStub().getWorkflowExecutionHistory(request.build()));
        for (HistoryEvent event : page.getHistory().getEventsList()) {
          history.add(event);
        }
        if (page.getNextPageToken().isEmpty()) {
          return Optional.of(history);
        }
        if (page.getNextPageToken().equals(request.getNextPageToken())) {
          return Optional.empty();
        }
        request.setNextPageToken(page.getNextPageToken());
      }
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** Terminates a workflow; false when that could not be done in time, or it was closed already. */
  boolean terminate(String workflowId, String reason, BooleanSupplier giveUp) {
    try {
      backoff.callUnless(
          giveUp,
          () ->
              stubs
                  .blockingStub()
                  .terminateWorkflowExecution(
                      TerminateWorkflowExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .setWorkflowExecution(execution(workflowId))
                          .setReason(reason)
                          .build()));
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static WorkflowExecution execution(String workflowId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }
}
