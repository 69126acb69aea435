package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.AnyExecution.locked;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The calls about standalone activities, but for those of workers and completers. All methods throw
 * a {@link StatusRuntimeException} to refuse a call. Thread-safe.
 */
final class StandaloneCalls {
  private static final long LONGEST_POLL_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ServerContext server;
  private final StandaloneStarts starts;
  private final StandaloneLists lists;

  StandaloneCalls(ServerContext server) {
    this.server = server;
    this.starts = new StandaloneStarts(server);
    this.lists = new StandaloneLists(server);
  }

  private void checkNamespace(String namespace) {
    server.checkNamespace(namespace);
    if (!server.options().standalone()) {
      throw StatusErrors.noStandaloneActivities();
    }
  }

  private StandaloneActivity find(String namespace, String activityId, String runId) {
    checkNamespace(namespace);
    StandaloneChecks.checkNames(activityId, runId);
    return server.activity(activityId, runId);
  }

  private static String named(String requestId) {
    return requestId.isEmpty() ? UUID.randomUUID().toString() : requestId;
  }

  StartActivityExecutionResponse start(StartActivityExecutionRequest request) {
    checkNamespace(request.getNamespace());
    Outbox out = new Outbox();
    try {
      return starts.start(
          request.getRequestId().isEmpty()
              ? request.toBuilder().setRequestId(named("")).build()
              : request,
          out);
    } finally {
      out.flush();
    }
  }

  /**
   * Returns when a long poll that has just come is answered whatever happens: one second before its
   * caller's deadline, after 29 seconds at most.
   */
  long pollDeadlineNanos() {
    Deadline given = Context.current().getDeadline();
    long wait =
        given == null
            ? LONGEST_POLL_NANOS
            : Math.min(LONGEST_POLL_NANOS, given.timeRemaining(TimeUnit.NANOSECONDS));
    return server.clock().nanoTime() + Math.max(0, wait - SPARE_NANOS);
  }

  /** Answers at once, or, with a token, when the activity has changed since. */
  void describe(
      DescribeActivityExecutionRequest request,
      long deadlineNanos,
      Consumer<DescribeActivityExecutionResponse> answer) {
    checkNamespace(request.getNamespace());
    StandaloneChecks.checkNames(request.getActivityId(), request.getRunId());
    boolean waits = !request.getLongPollToken().isEmpty();
    if (waits && request.getRunId().isEmpty()) {
      throw StatusErrors.invalid("run id is required when long poll token is provided");
    }
    StandaloneActivity activity = server.activity(request.getActivityId(), request.getRunId());
    long seen = waits ? LongPollToken.read(request.getLongPollToken(), activity).transitions() : 0;
    new LongPoll<>(
            activity,
            () ->
                activity.transitions() > seen
                    ? Optional.of(StandaloneDescriptions.describe(activity, request))
                    : Optional.empty(),
            DescribeActivityExecutionResponse::getDefaultInstance,
            answer)
        .ask(deadlineNanos);
  }

  /** Answers when the activity is closed. */
  void poll(
      PollActivityExecutionRequest request,
      long deadlineNanos,
      Consumer<PollActivityExecutionResponse> answer) {
    StandaloneActivity activity =
        find(request.getNamespace(), request.getActivityId(), request.getRunId());
    new LongPoll<>(
            activity,
            () ->
                activity
                    .outcome()
                    .map(
                        outcome ->
                            PollActivityExecutionResponse.newBuilder()
                                .setRunId(activity.runId)
                                .setOutcome(outcome)
                                .build()),
            PollActivityExecutionResponse::getDefaultInstance,
            answer)
        .ask(deadlineNanos);
  }

  RequestCancelActivityExecutionResponse requestCancel(
      RequestCancelActivityExecutionRequest request) {
    return locked(
        find(request.getNamespace(), request.getActivityId(), request.getRunId()),
        (activity, out) -> {
          activity.requestCancel(
              named(request.getRequestId()), request.getReason(), request.getIdentity(), out);
          return RequestCancelActivityExecutionResponse.getDefaultInstance();
        });
  }

  TerminateActivityExecutionResponse terminate(TerminateActivityExecutionRequest request) {
    return locked(
        find(request.getNamespace(), request.getActivityId(), request.getRunId()),
        (activity, out) -> {
          activity.terminate(
              named(request.getRequestId()), request.getReason(), request.getIdentity(), out);
          return TerminateActivityExecutionResponse.getDefaultInstance();
        });
  }

  /** Forgets an activity; an open one is terminated first. */
  DeleteActivityExecutionResponse delete(DeleteActivityExecutionRequest request) {
    return locked(
        find(request.getNamespace(), request.getActivityId(), request.getRunId()),
        (activity, out) -> {
          if (activity.open()) {
            activity.terminate("", "Delete activity execution", "", out);
          }
          server.activities().remove(activity);
          return DeleteActivityExecutionResponse.getDefaultInstance();
        });
  }

  ListActivityExecutionsResponse list(ListActivityExecutionsRequest request) {
    checkNamespace(request.getNamespace());
    return lists.list(request);
  }

  CountActivityExecutionsResponse count(CountActivityExecutionsRequest request) {
    checkNamespace(request.getNamespace());
    return lists.count(request);
  }
}
