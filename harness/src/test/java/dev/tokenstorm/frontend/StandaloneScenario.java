package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.Client.duration;
import static dev.tokenstorm.frontend.Client.failure;
import static dev.tokenstorm.frontend.Client.payloads;
import static dev.tokenstorm.frontend.StandaloneClient.quick;

import com.google.protobuf.ByteString;
import io.temporal.api.enums.v1.ActivityIdConflictPolicy;
import io.temporal.api.enums.v1.ActivityIdReusePolicy;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What is played with standalone activities, to hear what a front end says. */
@SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
public enum StandaloneScenario {
  AN_ACTIVITY_IS_COMPLETED_BY_TOKEN_ONCE(
      a -> {
        a.start();
        a.describe();
        PollActivityTaskQueueResponse task = a.task();
        a.describe();
        a.complete(task);
        a.complete(task);
        a.fail(task, failure("Late"));
        a.heartbeat(task, "late");
        a.reportCancel(task);
        a.describe();
        a.describe("describe nothing more", a.description());
        a.awaitClose();
      }),

  AN_ACTIVITY_IS_COMPLETED_BY_ID_ONCE(
      a -> {
        a.start();
        var unused = a.task();
        a.completeById(UUID.randomUUID().toString());
        a.completeById();
        a.completeById();
        a.completeById("");
        a.failById(failure("Late"));
        a.heartbeatById("late");
        a.reportCancelById();
        a.requestCancel("late");
        a.terminate("late");
        a.describe();
      }),

  A_COMPLETION_BY_ID_LANDS_BEFORE_A_WORKER_HAS_THE_ACTIVITY(
      a -> {
        a.start();
        a.failById(failure("Early"));
        a.heartbeatById("early");
        a.reportCancelById();
        a.completeById("");
        a.describe();
        var unused = a.task(3);
      }),

  A_COMPLETION_BY_ID_LANDS_WHILE_THE_RETRY_WAITS(
      a -> {
        a.start(a.request().setRetryPolicy(quick(5).setInitialInterval(duration(60))));
        PollActivityTaskQueueResponse task = a.task();
        a.fail(task, failure("Passing"));
        a.describe();
        a.failById(failure("Impatient"));
        a.heartbeatById("early");
        a.reportCancelById();
        a.complete(task);
        a.completeById();
        a.describe();
      }),

  FAILURES_ARE_RETRIED_UNTIL_THE_ATTEMPTS_ARE_USED_UP(
      a -> {
        a.start(a.request().setRetryPolicy(quick(3)));
        PollActivityTaskQueueResponse first = a.task();
        a.heartbeat(first, "progress");
        a.fail(first, failure("Passing"));
        PollActivityTaskQueueResponse second = a.task();
        a.complete(first);
        a.heartbeat(first, "late");
        a.describe();
        a.failById(failure("Passing again"));
        PollActivityTaskQueueResponse third = a.task();
        a.fail(second, failure("Stale"));
        a.fail(third, failure("Last"));
        a.describe();
        a.awaitClose();
      }),

  SOME_FAILURES_ARE_NOT_RETRIED(
      a -> {
        a.start(a.request().setRetryPolicy(quick(5).addNonRetryableErrorTypes("Named")));
        a.fail(a.task(), failure("Named"));
        a.awaitClose();
        a.start(a.request().setRetryPolicy(quick(5)));
        Failure.Builder last = failure("Other").toBuilder();
        last.getApplicationFailureInfoBuilder().setNonRetryable(true);
        a.fail(a.task(), last.build());
        a.awaitClose();
        a.start(
            a.request()
                .setRetryPolicy(quick(0).setInitialInterval(duration(60)))
                .setScheduleToCloseTimeout(duration(20)));
        a.fail(a.task(), failure("Other"));
        a.describe();
        a.start();
        a.fail(RespondActivityTaskFailedRequest.newBuilder(), a.task());
        a.describe();
      }),

  A_FAILURE_MAY_NAME_ITS_BACK_OFF(
      a -> {
        a.start(a.request().setRetryPolicy(quick(3).setMaximumInterval(duration(0.2))));
        Failure.Builder patient = failure("Patient").toBuilder();
        patient.getApplicationFailureInfoBuilder().setNextRetryDelay(duration(60));
        a.fail(a.task(), patient.build());
        a.describe();
        a.terminate("end");
      }),

  AN_ATTEMPT_RUNS_OUT_OF_TIME(
      a -> {
        a.start(a.request().setStartToCloseTimeout(duration(1)));
        PollActivityTaskQueueResponse late = a.task();
        a.awaitClose();
        a.complete(late);
        a.describe();
        a.start(a.request().setStartToCloseTimeout(duration(1)).setRetryPolicy(quick(2)));
        var unused = a.task();
        unused = a.task();
        a.awaitClose();
      }),

  A_HEARTBEAT_IS_MISSED(
      a -> {
        a.start(a.request().setHeartbeatTimeout(duration(3)).setRetryPolicy(quick(2)));
        PollActivityTaskQueueResponse first = a.task();
        a.heartbeat(first, "half way");
        PollActivityTaskQueueResponse second = a.task();
        a.complete(first);
        a.heartbeat(second, "further");
        a.awaitClose();
        a.describe();
      }),

  NOBODY_STARTS_THE_ACTIVITY(
      a -> {
        a.start(a.request().setScheduleToStartTimeout(duration(1)));
        a.awaitClose();
        a.describe();
      }),

  AN_ACTIVITY_RUNS_OUT_OF_TIME(
      a -> {
        a.start(
            a.request()
                .clearStartToCloseTimeout()
                .setScheduleToCloseTimeout(duration(4))
                .setHeartbeatTimeout(duration(60))
                .setRetryPolicy(quick(0)));
        a.fail(a.task(), failure("Passing"));
        var unused = a.task();
        a.awaitClose();
        a.describe();
        a.start(
            a.request()
                .setScheduleToCloseTimeout(duration(20))
                .setStartToCloseTimeout(duration(1))
                .setRetryPolicy(quick(0).setInitialInterval(duration(60))));
        unused = a.task();
        a.awaitClose();
        a.describe();
      }),

  HEARTBEATS_ARE_COUNTED_AND_THEIR_LAST_DETAILS_KEPT(
      a -> {
        a.start(a.request().setHeartbeatTimeout(duration(20)).setRetryPolicy(quick(3)));
        PollActivityTaskQueueResponse first = a.task();
        a.heartbeat(first, "one");
        a.heartbeatById("two");
        a.describe();
        a.describe("describe without details", a.description());
        a.fail(
            RespondActivityTaskFailedRequest.newBuilder()
                .setFailure(failure("Passing"))
                .setLastHeartbeatDetails(payloads("three")),
            first);
        PollActivityTaskQueueResponse second = a.task();
        a.heartbeat(second, "");
        a.describe();
        a.complete(second);
        a.describe();
      }),

  A_CANCELLATION_IS_REQUESTED_AND_REPORTED(
      a -> {
        a.start(a.request().setRetryPolicy(quick(3)));
        PollActivityTaskQueueResponse task = a.task();
        a.reportCancel(task);
        a.reportCancelById();
        a.requestCancel("first");
        a.requestCancel("first");
        a.requestCancel("second");
        a.describe();
        a.heartbeat(task, "told?");
        a.reportCancel(task);
        a.requestCancel("first");
        a.requestCancel("second");
        a.describe();
        a.start(a.request().setRetryPolicy(quick(3)));
        var unused = a.task();
        a.requestCancel("third");
        a.reportCancelById();
        a.awaitClose();
      }),

  A_CANCELLATION_IS_REQUESTED_BEFORE_A_WORKER_HAS_THE_ACTIVITY(
      a -> {
        a.start();
        a.requestCancel("queued");
        a.describe();
        var unused = a.task(3);
        a.start(a.request().setStartDelay(duration(60)));
        a.requestCancel("delayed");
        a.describe();
        a.start(a.request().setRetryPolicy(quick(3).setInitialInterval(duration(60))));
        a.fail(a.task(), failure("Passing"));
        a.requestCancel("backing off");
        a.describe();
      }),

  A_CANCELLATION_IS_REQUESTED_AND_NOT_REPORTED(
      a -> {
        a.start(a.request().setRetryPolicy(quick(3)));
        PollActivityTaskQueueResponse task = a.task();
        a.requestCancel("ignored");
        a.complete(task);
        a.describe();
        a.start(a.request().setRetryPolicy(quick(3)));
        task = a.task();
        a.requestCancel("failed");
        a.fail(task, failure("Passing"));
        a.describe();
        a.start(a.request().setRetryPolicy(quick(3)).setStartToCloseTimeout(duration(4)));
        var unused = a.task();
        a.requestCancel("timed out");
        a.awaitClose();
        a.start(
            a.request()
                .setRetryPolicy(quick(3))
                .clearStartToCloseTimeout()
                .setScheduleToCloseTimeout(duration(5)));
        unused = a.task();
        a.requestCancel("timed out as well");
        a.awaitClose();
      }),

  AN_ACTIVITY_IS_TERMINATED(
      a -> {
        a.start();
        PollActivityTaskQueueResponse task = a.task();
        a.terminate("first");
        a.terminate("first");
        a.terminate("second");
        a.requestCancel("late");
        a.complete(task);
        a.completeById();
        a.describe();
        a.awaitClose();
      }),

  IDS_ARE_TAKEN_AND_REUSED(
      a -> {
        StartActivityExecutionRequest.Builder request = a.request();
        a.start(request);
        a.start(request);
        a.startTaken(a.request(), request.getRequestId());
        a.start(
            a.request()
                .setIdConflictPolicy(
                    ActivityIdConflictPolicy.ACTIVITY_ID_CONFLICT_POLICY_USE_EXISTING));
        String first = a.run();
        a.complete(a.task());
        a.start(request);
        a.startTaken(
            a.request()
                .setIdReusePolicy(ActivityIdReusePolicy.ACTIVITY_ID_REUSE_POLICY_REJECT_DUPLICATE),
            request.getRequestId());
        a.startTaken(
            a.request()
                .setIdReusePolicy(
                    ActivityIdReusePolicy.ACTIVITY_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY),
            request.getRequestId());
        a.start();
        a.completeById(first);
        a.describe("describe the first run", a.everything().setRunId(first));
        a.completeById("");
        a.describe("describe the last run", a.everything());
        a.start();
        a.terminate("end");
        a.start(
            a.request()
                .setIdReusePolicy(
                    ActivityIdReusePolicy.ACTIVITY_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY));
        a.terminate("end");
      }),

  A_START_IS_DELAYED(
      a -> {
        a.start(
            a.request()
                .setStartDelay(duration(4))
                .setScheduleToCloseTimeout(duration(30))
                .setScheduleToStartTimeout(duration(20)));
        a.describe();
        a.failById(failure("Early"));
        PollActivityTaskQueueResponse task = a.task();
        a.describe();
        a.complete(task);
        a.start(a.request().setStartDelay(duration(60)));
        a.completeById();
        a.describe();
      }),

  RESULTS_AND_CHANGES_ARE_WAITED_FOR(
      a -> {
        a.start();
        a.outcome(
            "no result yet",
            () ->
                a.client()
                    .stubWithoutDeadline()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .pollActivityExecution(a.poll().build()));
        a.outcome(
            "no result yet",
            () ->
                a.client()
                    .stubWithoutDeadline()
                    .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                    .pollActivityExecution(a.poll().setRunId(a.run()).build()));
        ByteString queued = a.longPollToken();
        a.outcome(
            "no change yet",
            () ->
                a.client()
                    .stubWithoutDeadline()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .describeActivityExecution(
                        a.everything().setRunId(a.run()).setLongPollToken(queued).build()));
        PollActivityTaskQueueResponse task = a.task();
        a.describe("changed", a.everything().setRunId(a.run()).setLongPollToken(queued));
        a.describe("no run", a.description().setLongPollToken(queued));
        a.describe(
            "garbage",
            a.description().setRunId(a.run()).setLongPollToken(ByteString.copyFromUtf8("garbage")));
        a.complete(task);
        a.awaitClose();
        String first = a.run();
        a.start();
        a.describe("another's", a.description().setRunId(a.run()).setLongPollToken(queued));
        a.outcome(
            "result of the first",
            () -> a.client().stub().pollActivityExecution(a.poll().setRunId(first).build()));
        a.terminate("end");
      }),

  ACTIVITIES_ARE_LISTED_AND_COUNTED(
      a -> {
        a.start();
        String running = query(a, "Running");
        awaitCount(a, running, 1);
        list(a, running);
        a.terminate("end");
        awaitCount(a, running, 0);
        String terminated = query(a, "Terminated");
        awaitCount(a, terminated, 1);
        list(a, terminated);
        list(a, query(a, "Running"));
      }),

  AN_ACTIVITY_IS_DELETED(
      a -> {
        a.start();
        var unused = a.task();
        a.outcome("delete", () -> a.client().stub().deleteActivityExecution(deletion(a)));
        a.describe();
        a.completeById();
        a.requestCancel("late");
        a.outcome("delete", () -> a.client().stub().deleteActivityExecution(deletion(a)));
        a.start();
        a.terminate("end");
      }),

  THE_NAMESPACE_TELLS_WHAT_IT_CAN_DO(
      a ->
          a.outcome(
              "capabilities",
              () -> {
                NamespaceInfo.Capabilities all =
                    a.client()
                        .stub()
                        .describeNamespace(
                            DescribeNamespaceRequest.newBuilder()
                                .setNamespace(Client.NAMESPACE)
                                .build())
                        .getNamespaceInfo()
                        .getCapabilities();
                return NamespaceInfo.Capabilities.newBuilder()
                    .setStandaloneActivities(all.getStandaloneActivities())
                    .setStandaloneActivityStartDelay(all.getStandaloneActivityStartDelay())
                    .setStandaloneActivityOperatorCommands(
                        all.getStandaloneActivityOperatorCommands())
                    .build();
              })),

  OPERATOR_COMMANDS_ARE_OFF_BY_DEFAULT(
      a -> {
        a.start();
        OperatorClient operator = new OperatorClient(a);
        operator.pause("off");
        operator.unpause("off");
        operator.reset("off");
        operator.update(UpdateActivityExecutionOptionsRequest.newBuilder());
        a.terminate("end");
      }),

  NONSENSE_IS_REFUSED(
      a -> {
        a.start(a.request().setNamespace("unheard-of"));
        a.start(a.request().setStartDelay(duration(-1)));
        a.start(a.request().clearTaskQueue());
        a.start(a.request().setTaskQueue(a.request().getTaskQueueBuilder().clearName()));
        a.start(a.request().clearActivityId());
        a.start(a.request().clearActivityType());
        a.start(a.request().setActivityId("~".repeat(1_001)));
        a.start(a.request().setRequestId("~".repeat(1_001)));
        a.start(a.request().clearStartToCloseTimeout());
        a.start(a.request().setHeartbeatTimeout(duration(-1)));
        a.start(a.request().setRetryPolicy(quick(0).setBackoffCoefficient(0.5)));
        a.start(a.request().setRetryPolicy(quick(-1)));
        a.start(a.request().setRetryPolicy(quick(0).setMaximumInterval(duration(0.01))));
        a.describe();
        a.outcome("no result", () -> a.client().stub().pollActivityExecution(a.poll().build()));
        a.terminate("nothing");
        a.completeById("");
        a.describe("no id", a.description().clearActivityId());
        a.describe("no run", a.description().setRunId("no-uuid"));
        a.outcome(
            "complete no id",
            () ->
                a.client()
                    .stub()
                    .respondActivityTaskCompletedById(
                        RespondActivityTaskCompletedByIdRequest.newBuilder()
                            .setNamespace(Client.NAMESPACE)
                            .build()));
      });

  private final Consumer<StandaloneClient> script;

  StandaloneScenario(Consumer<StandaloneClient> script) {
    this.script = script;
  }

  /** Plays it, for the client's transcript. */
  public void play(Client client) {
    script.accept(new StandaloneClient(client));
  }

  private static DeleteActivityExecutionRequest deletion(StandaloneClient a) {
    return DeleteActivityExecutionRequest.newBuilder()
        .setNamespace(Client.NAMESPACE)
        .setActivityId(a.id())
        .setRunId(a.run())
        .build();
  }

  private static String query(StandaloneClient a, String status) {
    return among(a, "= '" + status + "'");
  }

  /** A query of the activity if its status is one of some. */
  static String among(StandaloneClient a, String statuses) {
    return "ActivityType = 'Act' AND ExecutionStatus "
        + statuses
        + " AND ActivityId STARTS_WITH '"
        + a.id().substring(0, a.id().length() - 1)
        + "'";
  }

  /** A server's index lags. */
  static void awaitCount(StandaloneClient a, String query, long count) {
    CountActivityExecutionsRequest request =
        CountActivityExecutionsRequest.newBuilder()
            .setNamespace(Client.NAMESPACE)
            .setQuery(query)
            .build();
    while (a.client().stub().countActivityExecutions(request).getCount() != count) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    a.outcome("count", () -> a.client().stub().countActivityExecutions(request));
  }

  static void list(StandaloneClient a, String query) {
    a.outcome(
        "list",
        () ->
            a.client()
                .stub()
                .listActivityExecutions(
                    ListActivityExecutionsRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setPageSize(10)
                        .setQuery(query)
                        .build()));
  }
}
