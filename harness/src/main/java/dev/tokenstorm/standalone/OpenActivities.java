package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.OpenExecutions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityExecutionListInfo;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The open standalone activities of a run, for who has no plan of the run. */
public final class OpenActivities implements OpenExecutions {
  private static final int PAGE_SIZE = 500;
  private static final String TYPE = "ActivityType = '" + Greetings.ACTIVITY_TYPE + "'";
  private static final String OPEN = TYPE + " AND ExecutionStatus IN ('Running', 'Paused')";

  /** For a server from before activities could be paused. */
  private static final String RUNNING = TYPE + " AND ExecutionStatus = 'Running'";

  private final String namespace;
  private final ExecutionIds ids;

  /** What is asked, the narrowest query first; a store may not know what all of them need. */
  private final Deque<String> queries;

  /**
   * The open standalone activities of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  public OpenActivities(String namespace, String runId) {
    this.namespace = namespace;
    this.ids = new ExecutionIds(runId);
    String prefix = " AND ActivityId STARTS_WITH '" + runId + "-'";
    // Without a prefix, what other runs have open is left out here.
    this.queries = new ArrayDeque<>(List.of(OPEN + prefix, OPEN, RUNNING + prefix, RUNNING));
  }

  @Override
  public String noun() {
    return WorkloadKind.STANDALONE.noun();
  }

  @Override
  public Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    ListActivityExecutionsResponse answer;
    try {
      answer = listed(stub, from);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // A server from before there were any, or one that has them turned off.
        return new Page(List.of(), ByteString.EMPTY);
      }
      throw e;
    }
    return new Page(
        answer.getExecutionsList().stream()
            .filter(this::isOurs)
            .map(activity -> new OpenExecution(activity.getActivityId(), activity.getRunId()))
            .toList(),
        answer.getNextPageToken());
  }

  private ListActivityExecutionsResponse listed(WorkflowServiceBlockingStub stub, ByteString from) {
    while (true) {
      try {
        return list(stub, from);
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT || queries.size() == 1) {
          throw e;
        }
        queries.removeFirst();
      }
    }
  }

  private ListActivityExecutionsResponse list(WorkflowServiceBlockingStub stub, ByteString from) {
    return stub.listActivityExecutions(
        ListActivityExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(queries.getFirst())
            .setPageSize(PAGE_SIZE)
            .setNextPageToken(from)
            .build());
  }

  private boolean isOurs(ActivityExecutionListInfo activity) {
    return ActivityDescription.isOpen(activity.getStatus())
        && activity.getActivityType().getName().equals(Greetings.ACTIVITY_TYPE)
        && ids.number(activity.getActivityId()) >= 0;
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
