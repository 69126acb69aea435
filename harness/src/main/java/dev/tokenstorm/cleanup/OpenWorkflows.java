package dev.tokenstorm.cleanup;

import com.google.protobuf.ByteString;
import dev.tokenstorm.workload.Greetings;
import dev.tokenstorm.workload.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.util.List;

/**
 * Pages through a run's open workflows, as the server's visibility store lists them. The store only
 * narrows the search, and may lag: whether a workflow belongs to the run is decided here, by its
 * type and its whole id.
 */
final class OpenWorkflows {
  private static final int PAGE_SIZE = 500;
  private static final String OPEN_GREETINGS =
      "WorkflowType = '" + Greetings.WORKFLOW_TYPE + "' AND ExecutionStatus = 'Running'";

  private final PatientCalls calls;
  private final String namespace;
  private final WorkflowIds ids;
  private String query;

  /**
   * The open workflows of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  OpenWorkflows(PatientCalls calls, String namespace, String runId) {
    this.calls = calls;
    this.namespace = namespace;
    this.ids = new WorkflowIds(runId);
    this.query = OPEN_GREETINGS + " AND WorkflowId STARTS_WITH '" + runId + "-'";
  }

  /**
   * One page of a listing.
   *
   * @param next where the next page begins; empty after the last
   */
  record Page(List<WorkflowExecution> workflows, ByteString next) {}

  /**
   * Reads a page.
   *
   * @param from empty for the first
   * @throws StatusRuntimeException when the server does not answer with one
   */
  Page page(ByteString from) throws InterruptedException {
    ListWorkflowExecutionsResponse answer;
    try {
      answer = list(from);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT || query.equals(OPEN_GREETINGS)) {
        throw e;
      }
      // A visibility store that knows no prefixes; what other runs have open is left out below.
      query = OPEN_GREETINGS;
      answer = list(from);
    }
    return new Page(
        answer.getExecutionsList().stream()
            .filter(this::isOurs)
            .map(WorkflowExecutionInfo::getExecution)
            .toList(),
        answer.getNextPageToken());
  }

  private ListWorkflowExecutionsResponse list(ByteString from) throws InterruptedException {
    ListWorkflowExecutionsRequest request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(query)
            .setPageSize(PAGE_SIZE)
            .setNextPageToken(from)
            .build();
    return calls.call(stub -> stub.listWorkflowExecutions(request));
  }

  private boolean isOurs(WorkflowExecutionInfo workflow) {
    return workflow.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        && workflow.getType().getName().equals(Greetings.WORKFLOW_TYPE)
        && ids.number(workflow.getExecution().getWorkflowId()) >= 0;
  }
}
