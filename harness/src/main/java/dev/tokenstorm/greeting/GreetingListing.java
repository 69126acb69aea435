package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.workload.ExecutionIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.List;

/**
 * Pages through a run's greetings, as the server's visibility store lists them. The store only
 * narrows the search, and may lag: whether a workflow belongs to the run is decided here, by its
 * type and its whole id. For one thread.
 */
final class GreetingListing {
  private static final int PAGE_SIZE = 500;
  private static final String GREETINGS = "WorkflowType = '" + Greetings.WORKFLOW_TYPE + "'";
  private static final String OPEN = " AND ExecutionStatus = 'Running'";

  private final String namespace;
  private final ExecutionIds ids;
  private final boolean openOnly;
  private final String ofAllRuns;
  private String query;

  /**
   * The greetings of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  GreetingListing(String namespace, String runId, boolean openOnly) {
    this.namespace = namespace;
    this.ids = new ExecutionIds(runId);
    this.openOnly = openOnly;
    this.ofAllRuns = openOnly ? GREETINGS + OPEN : GREETINGS;
    this.query = ofAllRuns + " AND WorkflowId STARTS_WITH '" + runId + "-'";
  }

  /**
   * One page.
   *
   * @param next where the next page begins; empty after the last
   */
  record Page(List<WorkflowExecutionInfo> workflows, ByteString next) {}

  /** Reads a page. */
  Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    ListWorkflowExecutionsResponse answer;
    try {
      answer = list(stub, from);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT || query.equals(ofAllRuns)) {
        throw e;
      }
      // A visibility store that knows no prefixes; what is of other runs is left out below.
      query = ofAllRuns;
      answer = list(stub, from);
    }
    return new Page(
        answer.getExecutionsList().stream().filter(this::isOurs).toList(),
        answer.getNextPageToken());
  }

  private ListWorkflowExecutionsResponse list(WorkflowServiceBlockingStub stub, ByteString from) {
    return stub.listWorkflowExecutions(
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(query)
            .setPageSize(PAGE_SIZE)
            .setNextPageToken(from)
            .build());
  }

  private boolean isOurs(WorkflowExecutionInfo workflow) {
    boolean open =
        workflow.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    return (open || !openOnly)
        && workflow.getType().getName().equals(Greetings.WORKFLOW_TYPE)
        && ids.number(workflow.getExecution().getWorkflowId()) >= 0;
  }
}
