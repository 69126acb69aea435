package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.ServerTime;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The greetings that an earlier life of a run left on a server. */
final class LeftGreetings implements LeftExecutions {
  private final Greetings greetings;
  private final ExecutionIds ids;
  private final WorkflowQuestions questions;
  private final GreetingListing open;
  private final GreetingListing all;

  LeftGreetings(
      String runId, Greetings greetings, ExecutionIds ids, Target target, Backoff backoff) {
    this.greetings = greetings;
    this.ids = ids;
    this.questions = new WorkflowQuestions(target, backoff);
    String namespace = target.info().namespace();
    this.open = new GreetingListing(namespace, runId, true);
    this.all = new GreetingListing(namespace, runId, false);
  }

  @Override
  public Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
    GreetingListing.Page page = questions.page(openOnly ? open : all, from, giveUp);
    return new Page(
        page.workflows().stream()
            .map(WorkflowExecutionInfo::getExecution)
            .map(workflow -> ids.number(workflow.getWorkflowId()))
            .toList(),
        page.next());
  }

  @Override
  public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
    Optional<GreetingHistory> history = questions.history(ids.id(n), greetings, giveUp);
    if (history.isEmpty() || history.get().ended()) {
      return history.map(LeftGreetings::closed);
    }
    Optional<DescribeWorkflowExecutionResponse> described = questions.ifOpen(ids.id(n), giveUp);
    if (described.isPresent()) {
      return Optional.of(open(history.get(), described.get()));
    }
    // The server has closed it in between.
    return questions
        .history(ids.id(n), greetings, giveUp)
        .filter(GreetingHistory::ended)
        .map(LeftGreetings::closed);
  }

  private static LeftExecution closed(GreetingHistory history) {
    return new LeftExecution(history.evidence(), history.startedAt(), "", List.of());
  }

  static LeftExecution open(GreetingHistory history, DescribeWorkflowExecutionResponse described) {
    return new LeftExecution(
        history.evidence(),
        history.startedAt(),
        described.getWorkflowExecutionInfo().getExecution().getRunId(),
        described.getPendingActivitiesList().stream()
            .map(activity -> pending(history, activity))
            .toList());
  }

  private static LeftActivity pending(GreetingHistory history, PendingActivityInfo activity) {
    String id = activity.getActivityId();
    boolean started = OpenExecutions.hasToken(activity.getState());
    return new LeftActivity(
        history.activityOf(id),
        id,
        activity.getAttempt(),
        started
            ? Optional.of(ServerTime.instant(activity.getLastStartedTime()))
            : Optional.empty());
  }
}
