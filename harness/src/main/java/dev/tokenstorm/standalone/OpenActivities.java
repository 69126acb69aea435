package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.workload.OpenExecutions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.List;

/** The open standalone activities of a run, for who has no plan of the run. */
public final class OpenActivities implements OpenExecutions {
  private final String namespace;
  private final ActivityListing listing;

  /**
   * The open standalone activities of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public OpenActivities(String namespace, String runId) {
    this.namespace = namespace;
    this.listing = ActivityListing.ofOpen(namespace, runId);
  }

  @Override
  public String noun() {
    return WorkloadKind.STANDALONE.noun();
  }

  @Override
  public Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    ActivityListing.Page page;
    try {
      page = listing.page(stub, from);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // A server from before there were any, or one that has them turned off.
        return new Page(List.of(), ByteString.EMPTY);
      }
      throw e;
    }
    return new Page(
        page.activities().stream()
            .map(activity -> new OpenExecution(activity.getActivityId(), activity.getRunId()))
            .toList(),
        page.next());
  }

  @Override
  public long pendingTokens(WorkflowServiceBlockingStub stub, OpenExecution execution) {
    DescribeActivityExecutionResponse described =
        stub.describeActivityExecution(
            DescribeActivityExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setActivityId(execution.id())
                .setRunId(execution.runId())
                .build());
    return OpenExecutions.hasToken(described.getInfo().getRunState()) ? 1 : 0;
  }

  /** One that is closed is as good as not there. */
  @Override
  public void terminate(WorkflowServiceBlockingStub stub, OpenExecution execution, String reason) {
    try {
      var unused =
          stub.terminateActivityExecution(
              TerminateActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(execution.id())
                  .setRunId(execution.runId())
                  .setRequestId(execution.id())
                  .setReason(reason)
                  .setIdentity("tokenstorm-clean")
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        throw Status.NOT_FOUND.withCause(e).asRuntimeException();
      }
      throw e;
    }
  }
}
