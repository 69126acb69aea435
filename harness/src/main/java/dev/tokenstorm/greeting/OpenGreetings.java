package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.workload.OpenExecutions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;

/** The open greetings of a run, for who has no plan of the run. */
public final class OpenGreetings implements OpenExecutions {
  private final String namespace;
  private final GreetingListing listing;

  /**
   * The open greetings of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public OpenGreetings(String namespace, String runId) {
    this.namespace = namespace;
    this.listing = new GreetingListing(namespace, runId, true);
  }

  @Override
  public String noun() {
    return WorkloadKind.GREETING.noun();
  }

  @Override
  public Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    GreetingListing.Page page = listing.page(stub, from);
    return new Page(
        page.workflows().stream()
            .map(WorkflowExecutionInfo::getExecution)
            .map(workflow -> new OpenExecution(workflow.getWorkflowId(), workflow.getRunId()))
            .toList(),
        page.next());
  }

  @Override
  public long pendingTokens(WorkflowServiceBlockingStub stub, OpenExecution execution) {
    return stub
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(execution.id())
                        .setRunId(execution.runId()))
                .build())
        .getPendingActivitiesList()
        .stream()
        .filter(activity -> OpenExecutions.hasToken(activity.getState()))
        .count();
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
