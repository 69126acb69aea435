package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.Client.duration;
import static dev.tokenstorm.frontend.Client.failure;
import static dev.tokenstorm.frontend.StandaloneClient.quick;
import static dev.tokenstorm.frontend.StandaloneScenario.among;
import static dev.tokenstorm.frontend.StandaloneScenario.awaitCount;
import static dev.tokenstorm.frontend.StandaloneScenario.list;

import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import java.util.function.BiConsumer;

/** What operators do to standalone activities, where a front end lets them. */
@SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
public enum OperatorScenario {
  AN_ACTIVITY_IS_PAUSED_BEFORE_A_WORKER_HAS_IT(
      (a, operator) -> {
        a.start();
        operator.unpause("early");
        operator.pause("first");
        operator.pause("first");
        operator.pause("second");
        a.describe();
        var unused = a.task(3);
        a.failById(failure("Early"));
        a.heartbeatById("early");
        operator.unpause("first");
        operator.unpause("first");
        operator.unpause("second");
        a.complete(a.task());
        operator.pause("late");
        operator.unpause("late");
        a.describe();
      }),

  PAUSED_ACTIVITIES_ARE_LISTED(
      (a, operator) -> {
        a.start();
        operator.pause("first");
        String open = among(a, "IN ('Running', 'Paused')");
        awaitCount(a, among(a, "= 'Paused'"), 1);
        list(a, open);
        list(a, among(a, "= 'Running'"));
        operator.unpause("first");
        awaitCount(a, among(a, "= 'Running'"), 1);
        list(a, open);
        a.terminate("end");
      }),

  AN_ACTIVITY_IS_PAUSED_WHILE_AN_ATTEMPT_IS_UNDER_WAY(
      (a, operator) -> {
        a.start(a.request().setRetryPolicy(quick(3)));
        PollActivityTaskQueueResponse first = a.task();
        operator.pause("first");
        a.describe();
        a.heartbeat(first, "told?");
        a.fail(first, failure("Passing"));
        a.describe();
        a.complete(first);
        var unused = a.task(3);
        operator.unpause("first");
        PollActivityTaskQueueResponse second = a.task();
        operator.pause("second");
        operator.unpause("second");
        a.heartbeat(second, "told?");
        a.complete(second);
        a.describe();
      }),

  A_PAUSED_ACTIVITY_IS_COMPLETED(
      (a, operator) -> {
        a.start();
        operator.pause("queued");
        a.completeById();
        a.describe();
        a.start();
        PollActivityTaskQueueResponse task = a.task();
        operator.pause("under way");
        a.complete(task);
        a.describe();
        a.start(a.request().setRetryPolicy(quick(3).setInitialInterval(duration(60))));
        a.fail(a.task(), failure("Passing"));
        operator.pause("backing off");
        a.describe();
        a.completeById();
        a.describe();
      }),

  THE_TIME_OF_A_PAUSED_ACTIVITY_GOES_ON(
      (a, operator) -> {
        a.start(
            a.request()
                .setScheduleToCloseTimeout(duration(6))
                // A busy server takes its time to pause it.
                .setScheduleToStartTimeout(duration(4)));
        operator.pause("queued");
        a.awaitClose();
        a.describe();
        a.start(a.request().setStartToCloseTimeout(duration(3)));
        var unused = a.task();
        operator.pause("under way");
        a.awaitClose();
      }),

  A_PAUSED_ACTIVITY_IS_CANCELLED_OR_TERMINATED(
      (a, operator) -> {
        a.start();
        operator.pause("queued");
        a.requestCancel("queued");
        a.describe();
        a.start();
        PollActivityTaskQueueResponse task = a.task();
        operator.pause("under way");
        a.requestCancel("under way");
        a.heartbeat(task, "told?");
        operator.pause("late");
        operator.unpause("late");
        operator.reset("late");
        operator.update(
            ActivityOptions.newBuilder().setHeartbeatTimeout(duration(1)), "heartbeat_timeout");
        a.reportCancel(task);
        a.start();
        operator.pause("terminated");
        a.terminate("end");
        a.describe();
      }),

  AN_ACTIVITY_IS_RESET_WHILE_AN_ATTEMPT_IS_UNDER_WAY(
      (a, operator) -> {
        a.start(a.request().setRetryPolicy(quick(2)));
        PollActivityTaskQueueResponse first = a.task();
        a.heartbeat(first, "kept");
        operator.reset("first");
        operator.reset("first");
        operator.reset("second");
        operator.pause("late");
        operator.unpause("late");
        a.describe();
        a.heartbeat(first, "told?");
        a.fail(first, failure("Passing"));
        PollActivityTaskQueueResponse again = a.task();
        a.complete(first);
        a.fail(again, failure("Passing"));
        PollActivityTaskQueueResponse second = a.task();
        operator.reset(
            ResetActivityExecutionRequest.newBuilder()
                .setRequestId("third")
                .setResetHeartbeat(true));
        a.fail(second, failure("Last of all"));
        PollActivityTaskQueueResponse third = a.task();
        a.complete(first);
        a.complete(again);
        a.complete(second);
        a.describe();
        operator.reset("fourth");
        a.complete(third);
        operator.reset("late");
        a.describe();
      }),

  AN_ACTIVITY_IS_RESET_WHILE_NO_ATTEMPT_IS_UNDER_WAY(
      (a, operator) -> {
        a.start(a.request().setRetryPolicy(quick(3).setInitialInterval(duration(60))));
        operator.reset("queued");
        PollActivityTaskQueueResponse first = a.task();
        a.fail(first, failure("Passing"));
        operator.reset("backing off");
        PollActivityTaskQueueResponse again = a.task();
        a.complete(first);
        a.fail(again, failure("Passing"));
        operator.pause("first");
        operator.reset(
            ResetActivityExecutionRequest.newBuilder().setRequestId("keeping").setKeepPaused(true));
        a.describe();
        operator.reset("releasing");
        PollActivityTaskQueueResponse last = a.task();
        operator.pause("second");
        operator.reset(
            ResetActivityExecutionRequest.newBuilder()
                .setRequestId("keeping, under way")
                .setKeepPaused(true));
        a.describe();
        a.heartbeat(last, "told?");
        a.fail(last, failure("Passing"));
        a.describe();
        operator.unpause("last");
        a.complete(a.task());
      }),

  TIMEOUTS_ARE_CHANGED(
      (a, operator) -> {
        a.start(a.request().setRetryPolicy(quick(2)));
        operator.update(
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(duration(20))
                .setHeartbeatTimeout(duration(40)),
            "schedule_to_close_timeout",
            "heartbeat_timeout");
        PollActivityTaskQueueResponse first = a.task();
        operator.update(
            ActivityOptions.newBuilder().setStartToCloseTimeout(duration(4)),
            "start_to_close_timeout",
            "heartbeat_timeout");
        PollActivityTaskQueueResponse second = a.task();
        a.complete(first);
        operator.update(
            UpdateActivityExecutionOptionsRequest.newBuilder().setRestoreOriginal(true));
        a.describe();
        a.complete(second);
        operator.update(
            ActivityOptions.newBuilder().setHeartbeatTimeout(duration(1)), "heartbeat_timeout");
        a.describe();
        a.start();
        operator.update(UpdateActivityExecutionOptionsRequest.newBuilder());
        operator.update(
            UpdateActivityExecutionOptionsRequest.newBuilder()
                .setActivityOptions(ActivityOptions.getDefaultInstance()));
        operator.update(ActivityOptions.newBuilder());
        operator.update(ActivityOptions.newBuilder(), "start_to_close_timeout");
        a.terminate("end");
      });

  private final BiConsumer<StandaloneClient, OperatorClient> script;

  OperatorScenario(BiConsumer<StandaloneClient, OperatorClient> script) {
    this.script = script;
  }

  /** Plays it, for the client's transcript. */
  public void play(Client client) {
    StandaloneClient activity = new StandaloneClient(client);
    script.accept(activity, new OperatorClient(activity));
  }
}
