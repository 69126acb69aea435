package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.workload.ExecutionIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityExecutionListInfo;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Pages through a run's standalone activities, found by id and type. The visibility store narrows
 * the search, and may lag: whether an activity belongs to the run is decided here, by its type and
 * its whole id. For one thread.
 */
final class ActivityListing {
  private static final int PAGE_SIZE = 500;
  private static final String TYPE = "ActivityType = '" + Greetings.ACTIVITY_TYPE + "'";
  private static final String OPEN = TYPE + " AND ExecutionStatus IN ('Running', 'Paused')";

  /** For a server from before activities could be paused. */
  private static final String RUNNING = TYPE + " AND ExecutionStatus = 'Running'";

  private final String namespace;
  private final ExecutionIds ids;
  private final Predicate<ActivityExecutionListInfo> wanted;

  /** What is asked, the narrowest query first; a store may not know what all of them need. */
  private final Deque<String> queries;

  private ActivityListing(
      String namespace,
      String runId,
      Predicate<ActivityExecutionListInfo> wanted,
      List<String> queries) {
    this.namespace = namespace;
    this.ids = new ExecutionIds(runId);
    this.wanted = wanted;
    this.queries = new ArrayDeque<>(queries);
  }

  /**
   * The open ones of a run.
   *
   * @param runId of lower-case letters, digits and hyphens alone, for it becomes part of a query
   */
  static ActivityListing ofOpen(String namespace, String runId) {
    String prefix = prefix(runId);
    // Without a prefix, what other runs have open is left out here.
    return new ActivityListing(
        namespace,
        runId,
        activity -> ActivityDescription.isOpen(activity.getStatus()),
        List.of(OPEN + prefix, OPEN, RUNNING + prefix, RUNNING));
  }

  /**
   * All of a run.
   *
   * @param runId as above
   */
  static ActivityListing ofAll(String namespace, String runId) {
    return new ActivityListing(
        namespace, runId, activity -> true, List.of(TYPE + prefix(runId), TYPE));
  }

  private static String prefix(String runId) {
    return " AND ActivityId STARTS_WITH '" + runId + "-'";
  }

  /**
   * One page.
   *
   * @param next where the next page begins; empty after the last
   */
  record Page(List<ActivityExecutionListInfo> activities, ByteString next) {}

  /** Reads a page. */
  Page page(WorkflowServiceBlockingStub stub, ByteString from) {
    ListActivityExecutionsResponse answer = listed(stub, from);
    return new Page(
        answer.getExecutionsList().stream().filter(this::isOurs).toList(),
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
    return wanted.test(activity)
        && activity.getActivityType().getName().equals(Greetings.ACTIVITY_TYPE)
        && ids.number(activity.getActivityId()) >= 0;
  }
}
