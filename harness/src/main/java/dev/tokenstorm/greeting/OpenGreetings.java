package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.OpenExecutions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;

/** The open greetings of a run, for who has no plan of the run. */
public final class OpenGreetings implements OpenExecutions {
  private static final int PAGE_SIZE = 500;
  private static final String OPEN_GREETINGS =
      "WorkflowType = '" + Greetings.WORKFLOW_TYPE + "' AND ExecutionStatus = 'Running'";

  private final String namespace;
  private final ExecutionIds ids;
  private String query;

  /**
   * The open greetings of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public OpenGreetings(String namespace, String runId) {
    this.namespace = namespace;
    this.ids = new ExecutionIds(runId);
    this.query = OPEN_GREETINGS + " AND WorkflowId STARTS_WITH '" + runId + "-'";
  }

  @Override
  public String noun() {
    return WorkloadKind.GREETING.noun();
  }

  @Override
  public Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    ListWorkflowExecutionsResponse answer;
    try {
      answer = list(stub, from);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT || query.equals(OPEN_GREETINGS)) {
        throw e;
      }
      // A visibility store that knows no prefixes; what other runs have open is left out below.
      query = OPEN_GREETINGS;
      answer = list(stub, from);
    }
    return new Page(
        answer.getExecutionsList().stream()
            .filter(this::isOurs)
            .map(WorkflowExecutionInfo::getExecution)
            .map(workflow -> new OpenExecution(workflow.getWorkflowId(), workflow.getRunId()))
            .toList(),
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
    return workflow.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        && workflow.getType().getName().equals(Greetings.WORKFLOW_TYPE)
        && ids.number(workflow.getExecution().getWorkflowId()) >= 0;
  }

  @Override
  public void terminate(WorkflowServiceBlockingStub stub, OpenExecution execution, String reason) {
    var unused =
        stub.terminateWorkflowExecution(
            TerminateWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(execution.id())
                        .setRunId(execution.runId()))
                .setReason(reason)
                .setIdentity("tokenstorm-clean")
                .build());
  }
}
