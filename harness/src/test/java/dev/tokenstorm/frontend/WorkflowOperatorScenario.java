package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.Client.complete;
import static dev.tokenstorm.frontend.Client.duration;
import static dev.tokenstorm.frontend.Client.schedule;
import static dev.tokenstorm.frontend.Scenario.completeById;
import static dev.tokenstorm.frontend.Scenario.completeByToken;
import static dev.tokenstorm.frontend.Scenario.describe;
import static dev.tokenstorm.frontend.Scenario.fail;
import static dev.tokenstorm.frontend.Scenario.failById;
import static dev.tokenstorm.frontend.Scenario.heartbeatById;
import static dev.tokenstorm.frontend.Scenario.quick;

import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import java.util.function.BiConsumer;

/** What operators do to activities of workflows. Any server must say the same. */
@SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
public enum WorkflowOperatorScenario {
  AN_ACTIVITY_OF_A_WORKFLOW_IS_PAUSED_BEFORE_A_WORKER_HAS_IT(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        operator.unpause("a");
        operator.pause("a");
        operator.pause("a");
        describe(c);
        failById(c, "a", "Early");
        heartbeatById(c, "a");
        operator.unpause("a");
        operator.unpause("a");
        completeByToken(c, c.pollActivity());
        operator.pause("a");
        operator.unpause("a");
        operator.reset("a");
        c.decide(c.pollWorkflow(), complete());
        operator.pause("a");
        c.sayHistory();
      }),

  AN_ACTIVITY_OF_A_WORKFLOW_IS_PAUSED_WHILE_AN_ATTEMPT_IS_UNDER_WAY(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(3))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        operator.pause("a");
        describe(c);
        operator.heartbeat(first);
        fail(c, first, "Passing");
        describe(c);
        completeByToken(c, first);
        operator.unpause("a");
        PollActivityTaskQueueResponse second = c.pollActivity();
        operator.heartbeat(second);
        completeByToken(c, second);
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  /** The other one's time is over at the same moment. */
  THE_TIME_OF_A_PAUSED_ACTIVITY_OF_A_WORKFLOW_STANDS_STILL(
      (c, operator) -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(c.activity("a").setHeartbeatTimeout(duration(3)).setRetryPolicy(quick(2))),
            schedule(c.activity("b").setHeartbeatTimeout(duration(3))));
        PollActivityTaskQueueResponse first = c.pollActivities(2).get(0);
        operator.pause("a");
        c.decide(c.pollWorkflow());
        describe(c);
        operator.unpause("a");
        PollActivityTaskQueueResponse second = c.pollActivity();
        completeByToken(c, first);
        completeByToken(c, second);
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_PAUSED_ACTIVITY_OF_A_WORKFLOW_IS_COMPLETED(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        PollActivityTaskQueueResponse task = c.pollActivity();
        operator.pause("a");
        completeByToken(c, task);
        c.decide(c.pollWorkflow(), schedule(c.activity("b")));
        operator.pause("b");
        completeById(c, "b");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  THE_LAST_ATTEMPT_OF_A_PAUSED_ACTIVITY_OF_A_WORKFLOW_IS_FOLLOWED_BY_ANOTHER(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        PollActivityTaskQueueResponse first = c.pollActivity();
        operator.pause("a");
        fail(c, first, "Passing");
        describe(c);
        operator.unpause("a");
        PollActivityTaskQueueResponse second = c.pollActivity();
        fail(c, second, "Last");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  AN_ACTIVITY_OF_A_WORKFLOW_IS_RESET_WHILE_THE_FIRST_ATTEMPT_IS_UNDER_WAY(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(2))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        operator.reset("a");
        operator.heartbeat(first);
        fail(c, first, "Passing");
        PollActivityTaskQueueResponse second = c.pollActivity();
        operator.heartbeat(second);
        completeByToken(c, first);
        fail(c, second, "Last");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_RESET_WHILE_A_LATER_ATTEMPT_IS_UNDER_WAY_REVIVES_THE_FIRST_TOKEN(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(3))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        fail(c, first, "Passing");
        PollActivityTaskQueueResponse second = c.pollActivity();
        operator.reset("a");
        describe(c);
        operator.heartbeat(second);
        fail(c, second, "Passing");
        completeByToken(c, second);
        operator.heartbeat(first);
        completeByToken(c, first);
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_RESET_ATTEMPT_IS_FOLLOWED_BY_THE_SECOND_AFTER_ITS_TIMEOUT(
      (c, operator) -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(c.activity("a").setHeartbeatTimeout(duration(3)).setRetryPolicy(quick(3))));
        fail(c, c.pollActivity(), "Passing");
        PollActivityTaskQueueResponse second = c.pollActivity();
        operator.reset("a");
        PollActivityTaskQueueResponse again = c.pollActivity();
        completeByToken(c, again);
        completeByToken(c, second);
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_RESET_ATTEMPT_IS_FAILED_BY_ID(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(2))));
        fail(c, c.pollActivity(), "Passing");
        var unused = c.pollActivity();
        operator.reset("a");
        failById(c, "a", "Passing");
        var unusedToo = c.pollActivity();
        failById(c, "a", "Last");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  AN_ACTIVITY_OF_A_WORKFLOW_IS_RESET_WHILE_NO_ATTEMPT_IS_UNDER_WAY(
      (c, operator) -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(
                c.activity("a")
                    .setRetryPolicy(
                        quick(3)
                            .setInitialInterval(duration(60))
                            .setMaximumInterval(duration(60)))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        fail(c, first, "Passing");
        operator.reset("a");
        PollActivityTaskQueueResponse again = c.pollActivity();
        completeByToken(c, first);
        completeByToken(c, again);
        c.decide(c.pollWorkflow(), schedule(c.activity("b")));
        operator.pause("b");
        operator.reset(ResetActivityRequest.newBuilder().setId("b").setKeepPaused(true));
        describe(c);
        operator.reset("b");
        completeByToken(c, c.pollActivity());
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  TIMEOUTS_OF_AN_ACTIVITY_OF_A_WORKFLOW_ARE_CHANGED(
      (c, operator) -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(2))));
        operator.update(
            "a",
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(duration(20))
                .setHeartbeatTimeout(duration(40)),
            "start_to_close_timeout",
            "heartbeat_timeout");
        PollActivityTaskQueueResponse first = c.pollActivity();
        operator.update(
            "a",
            ActivityOptions.newBuilder().setStartToCloseTimeout(duration(4)),
            "start_to_close_timeout",
            "heartbeat_timeout");
        PollActivityTaskQueueResponse second = c.pollActivity();
        completeByToken(c, first);
        operator.update(
            UpdateActivityOptionsRequest.newBuilder().setId("a").setRestoreOriginal(true));
        completeByToken(c, second);
        operator.update(
            "a",
            ActivityOptions.newBuilder().setHeartbeatTimeout(duration(1)),
            "heartbeat_timeout");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  WRONG_COMMANDS_ARE_REFUSED(
      (c, operator) -> {
        operator.pause("a");
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        operator.pause(PauseActivityRequest.newBuilder().setId("a"));
        operator.pause(PauseActivityRequest.newBuilder().setExecution(c.execution()));
        operator.pause(
            PauseActivityRequest.newBuilder()
                .setId("a")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("unheard-of")));
        operator.pause("b");
        operator.unpause("b");
        operator.reset("b");
        operator.update("b", ActivityOptions.newBuilder(), "heartbeat_timeout");
        operator.update(UpdateActivityOptionsRequest.newBuilder().setId("a"));
        operator.update(
            UpdateActivityOptionsRequest.newBuilder()
                .setId("a")
                .setActivityOptions(ActivityOptions.getDefaultInstance()));
        operator.update("a", ActivityOptions.newBuilder(), "start_to_close_timeout");
        describe(c);
      });

  private final BiConsumer<Client, WorkflowOperatorClient> script;

  WorkflowOperatorScenario(BiConsumer<Client, WorkflowOperatorClient> script) {
    this.script = script;
  }

  /** Plays it, for the client's transcript. */
  public void play(Client client) {
    script.accept(client, new WorkflowOperatorClient(client));
  }
}
