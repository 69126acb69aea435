package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.Client.IDENTITY;
import static dev.tokenstorm.frontend.Client.LARGEST_MESSAGE_BYTES;
import static dev.tokenstorm.frontend.Client.NAMESPACE;
import static dev.tokenstorm.frontend.Client.complete;
import static dev.tokenstorm.frontend.Client.duration;
import static dev.tokenstorm.frontend.Client.failure;
import static dev.tokenstorm.frontend.Client.payloads;
import static dev.tokenstorm.frontend.Client.schedule;

import com.google.protobuf.ByteString;
import io.temporal.api.command.v1.CancelTimerCommandAttributes;
import io.temporal.api.command.v1.CancelWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.FailWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.RecordMarkerCommandAttributes;
import io.temporal.api.command.v1.RequestCancelActivityTaskCommandAttributes;
import io.temporal.api.command.v1.StartTimerCommandAttributes;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What is played against a front end, to hear what it says. Any server must say the same. */
@SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
public enum Scenario {
  ACTIVITIES_COMPLETE_BY_TOKEN_AND_BY_ID(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")), schedule(c.activity("b")));
        List<PollActivityTaskQueueResponse> tasks = c.pollActivities(2);
        PollActivityTaskQueueResponse first = tasks.get(0);
        PollActivityTaskQueueResponse second = tasks.get(1);
        say(c, first);
        completeByToken(c, first);
        completeByToken(c, first);
        completeById(c, second.getActivityId());
        completeById(c, second.getActivityId());
        c.decide(c.pollWorkflow(), complete());
        completeByToken(c, second);
        completeById(c, "a");
        describe(c);
        c.sayHistory();
      }),

  THE_NAMESPACE_BESIDE_A_TOKEN_MAY_BE_LEFT_OUT_BUT_NOT_BE_WRONG(
      c -> {
        c.start();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        Command[] commands = {schedule(c.activity("a")), schedule(c.activity("b"))};
        for (String namespace : new String[] {"unheard-of", ""}) {
          c.outcome(
              "decide",
              () ->
                  c.stub()
                      .respondWorkflowTaskCompleted(
                          c.decision(task, commands).setNamespace(namespace).build()));
        }
        List<PollActivityTaskQueueResponse> activities = c.pollActivities(2);
        for (String namespace : new String[] {"unheard-of", ""}) {
          completeByToken(c, PollActivityTaskQueueResponse.getDefaultInstance(), namespace);
          heartbeat(c, activities.get(0), namespace, "alive");
          completeByToken(c, activities.get(0), namespace);
          fail(c, activities.get(1), namespace, "Last");
        }
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  FAILURES_ARE_RETRIED_UNTIL_THE_ATTEMPTS_ARE_USED_UP(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setRetryPolicy(quick(3))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        heartbeat(c, first, "progress");
        fail(c, first, "Passing");
        completeByToken(c, first);
        heartbeat(c, first, "late");
        describe(c);
        PollActivityTaskQueueResponse second = c.pollActivity();
        describe(c);
        failById(c, "a", "Passing");
        fail(c, c.pollActivity(), "Last");
        fail(c, second, "Stale");
        Command failed =
            Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION)
                .setFailWorkflowExecutionCommandAttributes(
                    FailWorkflowExecutionCommandAttributes.newBuilder()
                        .setFailure(failure("Workflow")))
                .build();
        c.decide(c.pollWorkflow(), failed);
        describe(c);
        c.sayHistory();
      }),

  SOME_FAILURES_ARE_NOT_RETRIED(
      c -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(
                c.activity("a")
                    .setRetryPolicy(quick(5).addNonRetryableErrorTypes("Named"))
                    .setInput(payloads("named"))),
            schedule(c.activity("b").setRetryPolicy(quick(5))),
            schedule(
                c.activity("c")
                    .setRetryPolicy(quick(0).setInitialInterval(duration(60)))
                    .setScheduleToCloseTimeout(duration(20))));
        for (PollActivityTaskQueueResponse task : c.pollActivities(3)) {
          var failure = failure(task.getActivityId().equals("a") ? "Named" : "Other").toBuilder();
          failure
              .getApplicationFailureInfoBuilder()
              .setNonRetryable(task.getActivityId().equals("b"));
          c.outcome(
              "fail",
              () ->
                  c.stub()
                      .respondActivityTaskFailed(
                          RespondActivityTaskFailedRequest.newBuilder()
                              .setNamespace(NAMESPACE)
                              .setIdentity(IDENTITY)
                              .setTaskToken(task.getTaskToken())
                              .setFailure(failure)
                              .build()));
        }
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_COMPLETION_BY_ID_LANDS_WHILE_THE_RETRY_WAITS(
      c -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(
                c.activity("a")
                    .setRetryPolicy(
                        quick(5)
                            .setInitialInterval(duration(60))
                            .setMaximumInterval(duration(60)))));
        fail(c, c.pollActivity(), "Passing");
        describe(c);
        failById(c, "a", "Impatient");
        heartbeatById(c, "a");
        cancelById(c, "a");
        completeById(c, "a");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_COMPLETION_BY_ID_COMES_BEFORE_THE_ACTIVITY_STARTS(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        completeById(c, "a");
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  EVERY_TIMEOUT_OF_AN_ACTIVITY_FIRES(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setStartToCloseTimeout(duration(1))));
        PollActivityTaskQueueResponse late = c.pollActivity();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        completeByToken(c, late);
        c.decide(task, schedule(c.activity("b").setHeartbeatTimeout(duration(4))));
        PollActivityTaskQueueResponse silent = c.pollActivity();
        heartbeat(c, silent, "alive");
        task = c.pollWorkflow();
        c.decide(task, schedule(c.activity("c").setScheduleToStartTimeout(duration(1))));
        task = c.pollWorkflow();
        c.decide(
            task,
            schedule(
                c.activity("d")
                    // A busy server takes its time to hand it out, and it has to be started.
                    .setScheduleToCloseTimeout(duration(4))
                    .setRetryPolicy(quick(0).setInitialInterval(duration(0.1)))));
        var unused = c.pollActivity();
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_TIMED_OUT_ATTEMPT_IS_RETRIED(
      c -> {
        c.start();
        c.decide(
            c.pollWorkflow(),
            schedule(c.activity("a").setHeartbeatTimeout(duration(5)).setRetryPolicy(quick(2))));
        PollActivityTaskQueueResponse first = c.pollActivity();
        heartbeat(c, first, "half way");
        PollActivityTaskQueueResponse second = c.pollActivity();
        completeByToken(c, first);
        completeByToken(c, second);
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  CANCELLATION_REACHES_STARTED_AND_WAITING_ACTIVITIES(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")));
        PollActivityTaskQueueResponse started = c.pollActivity();
        cancelByToken(c, started);
        requestCancel(c);
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        long scheduled =
            task.getHistory().getEventsList().stream()
                .filter(
                    event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .findFirst()
                .orElseThrow()
                .getEventId();
        c.decide(task, cancelActivity(scheduled), schedule(c.activity("b")));
        describe(c);
        heartbeat(c, started, "told?");
        requestCancel(c);
        c.say("waits: " + c.history().size());
        PollActivityTaskQueueResponse other = c.pollActivity();
        completeByToken(c, other);
        task = c.pollWorkflow();
        c.decide(task, schedule(c.activity("c")));
        cancelByToken(c, started);
        task = c.pollWorkflow();
        long last =
            task.getHistory().getEventsList().stream()
                .filter(
                    event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .mapToLong(event -> event.getEventId())
                .max()
                .orElseThrow();
        c.decide(task, cancelActivity(last));
        Command canceled =
            Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION)
                .setCancelWorkflowExecutionCommandAttributes(
                    CancelWorkflowExecutionCommandAttributes.newBuilder()
                        .setDetails(payloads("cancelled")))
                .build();
        c.decide(c.pollWorkflow(), canceled);
        requestCancel(c);
        describe(c);
        c.sayHistory();
      }),

  WHAT_HAPPENS_DURING_A_WORKFLOW_TASK_COMES_AFTER_IT(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), schedule(c.activity("a")), schedule(c.activity("b")));
        List<PollActivityTaskQueueResponse> tasks = c.pollActivities(2);
        PollActivityTaskQueueResponse first = tasks.get(0);
        PollActivityTaskQueueResponse second = tasks.get(1);
        signal(c, "one");
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        completeByToken(c, first);
        signal(c, "two");
        completeByToken(c, second);
        c.say("meanwhile: " + c.history().size());
        c.outcome(
            "close too early",
            () -> c.stub().respondWorkflowTaskCompleted(c.decision(task, complete()).build()));
        PollWorkflowTaskQueueResponse again = c.pollWorkflow();
        signal(c, "too late");
        c.decide(again, schedule(c.activity("c")));
        signal(c, "three");
        c.decide(c.pollWorkflow(), complete());
        signal(c, "four");
        c.sayHistory();
      }),

  FAILED_WORKFLOW_TASKS_ARE_TRIED_AGAIN_WITHOUT_EVENTS(
      c -> {
        c.start();
        PollWorkflowTaskQueueResponse first = c.pollWorkflow();
        failTask(c, first);
        failTask(c, first);
        PollWorkflowTaskQueueResponse second = c.pollWorkflow();
        failTask(c, second);
        c.say("failed twice: " + c.history().size());
        PollWorkflowTaskQueueResponse third = c.pollWorkflow();
        signal(c, "during");
        c.decide(third);
        PollWorkflowTaskQueueResponse fourth = c.pollWorkflow();
        failTask(c, fourth);
        signal(c, "between");
        PollWorkflowTaskQueueResponse fifth = c.pollWorkflow();
        c.decide(fifth, complete());
        c.sayHistory();
      }),

  WORKFLOW_TASKS_TIME_OUT(
      c -> {
        var unused =
            c.stub()
                .startWorkflowExecution(
                    c.startRequest().setWorkflowTaskTimeout(duration(4)).build());
        PollWorkflowTaskQueueResponse late = c.pollWorkflow();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        c.outcome(
            "late answer",
            () -> c.stub().respondWorkflowTaskCompleted(c.decision(late, complete()).build()));
        c.decide(task, complete());
        c.outcome(
            "answer after the end",
            () -> c.stub().respondWorkflowTaskCompleted(c.decision(task, complete()).build()));
        c.sayHistory();
      }),

  A_STICKY_QUEUE_GETS_WHAT_IS_NEW_AND_FALLS_BACK(
      c -> {
        c.start();
        var unusedPoll = emptySticky(c);
        decideSticky(c, c.pollWorkflow(), schedule(c.activity("a")), schedule(c.activity("b")));
        List<PollActivityTaskQueueResponse> tasks = c.pollActivities(2);
        PollActivityTaskQueueResponse first = tasks.get(0);
        PollActivityTaskQueueResponse second = tasks.get(1);
        completeByToken(c, first);
        decideSticky(c, c.pollSticky());
        completeByToken(c, second);
        // Nobody polls the sticky queue now.
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        c.decide(task, complete());
        c.sayHistory();
      }),

  A_TASK_FAILED_ON_A_STICKY_QUEUE_COMES_WITH_WHOLE_HISTORY(
      c -> {
        c.start();
        var unusedPoll = emptySticky(c);
        decideSticky(c, c.pollWorkflow(), schedule(c.activity("a")));
        completeByToken(c, c.pollActivity());
        failTask(c, c.pollSticky());
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  A_WORKER_ASKS_FOR_ITS_NEXT_TASK(
      c -> {
        c.start();
        RespondWorkflowTaskCompletedRequest forced =
            c.decision(c.pollWorkflow())
                .setForceCreateNewWorkflowTask(true)
                .setReturnNewWorkflowTask(true)
                .build();
        RespondWorkflowTaskCompletedResponse answer = c.stub().respondWorkflowTaskCompleted(forced);
        c.say(
            "next: %d events, started %d"
                .formatted(
                    answer.getWorkflowTask().getHistory().getEventsCount(),
                    answer.getWorkflowTask().getStartedEventId()));
        c.decide(answer.getWorkflowTask(), complete());
        c.sayHistory();
      }),

  TIMERS_FIRE_AND_ARE_CANCELLED(
      c -> {
        c.start();
        c.decide(c.pollWorkflow(), timer("short", 1), timer("long", 60), marker());
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        c.decide(task, cancelTimer("long"), complete());
        c.sayHistory();
      }),

  A_TIMER_THAT_FIRES_DURING_A_WORKFLOW_TASK_IS_STILL_CANCELLED(
      c -> {
        var unused =
            c.stub()
                .startWorkflowExecution(
                    c.startRequest().setWorkflowTaskTimeout(duration(60)).build());
        refuse(c, "unknown timer", cancelTimer("a"));
        PollWorkflowTaskQueueResponse task = decideAndGoOn(c, c.pollWorkflow(), timer("a", 1));
        awaitFiring(c);
        task = decideAndGoOn(c, task, cancelTimer("a"), timer("a", 60));
        describe(c);
        refuse(c, "same timer", task, timer("a", 1));
        task = decideAndGoOn(c, c.pollWorkflow(), cancelTimer("a"), timer("a", 1));
        awaitFiring(c);
        signal(c, "meanwhile");
        refuse(c, "close too early", task, cancelTimer("a"), complete());
        task = decideAndGoOn(c, c.pollWorkflow(), timer("a", 1));
        awaitFiring(c);
        c.decide(task, cancelTimer("a"), complete());
        c.sayHistory();
      }),

  BAD_COMMANDS_FAIL_THE_TASK(
      c -> {
        c.start();
        refuse(c, "no timeout", schedule(c.activity("a").clearStartToCloseTimeout()));
        refuse(c, "unknown activity", cancelActivity(99));
        long refused = System.nanoTime();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        boolean slowed = System.nanoTime() - refused > TimeUnit.SECONDS.toNanos(5);
        c.say("slowed " + slowed);
        c.decide(task, complete());
        c.sayHistory();
      }),

  CONTRADICTORY_COMMANDS_FAIL_THE_TASK(
      c -> {
        c.start();
        refuse(c, "same id", schedule(c.activity("a")), schedule(c.activity("a")));
        refuse(c, "not last", complete(), schedule(c.activity("a")));
        c.decide(c.pollWorkflow(), complete());
        c.sayHistory();
      }),

  IDS_ARE_TAKEN_AND_REUSED(
      c -> {
        StartWorkflowExecutionRequest request = c.startRequest().build();
        String run = c.stub().startWorkflowExecution(request).getRunId();
        c.say("same request: " + run.equals(c.stub().startWorkflowExecution(request).getRunId()));
        c.outcome("taken", () -> c.stub().startWorkflowExecution(c.startRequest().build()));
        var existing =
            c.stub()
                .startWorkflowExecution(
                    c.startRequest()
                        .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        c.say(
            "existing: " + existing.getRunId().equals(run) + ", started " + existing.getStarted());
        c.decide(c.pollWorkflow(), complete());
        c.outcome(
            "rejected",
            () ->
                c.stub()
                    .startWorkflowExecution(
                        reuse(c, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)));
        c.outcome(
            "failed only",
            () ->
                c.stub()
                    .startWorkflowExecution(
                        reuse(
                            c,
                            WorkflowIdReusePolicy
                                .WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)));
        c.outcome(
            "allowed",
            () ->
                c.stub()
                    .startWorkflowExecution(
                        reuse(c, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)));
        var replaced =
            c.stub()
                .startWorkflowExecution(
                    c.startRequest()
                        .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                        .build());
        c.say("replaced: started " + replaced.getStarted());
        terminate(c);
        terminate(c);
        c.outcome(
            "failed only",
            () ->
                c.stub()
                    .startWorkflowExecution(
                        reuse(
                            c,
                            WorkflowIdReusePolicy
                                .WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)));
        c.say(
            "first run: "
                + c.stub()
                    .getWorkflowExecutionHistory(
                        GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(NAMESPACE)
                            .setExecution(c.execution().toBuilder().setRunId(run))
                            .build())
                    .getHistory()
                    .getEventsCount());
        terminate(c);
        describe(c);
      }),

  A_WORKFLOW_IS_TERMINATED_DURING_ITS_TASK(
      c -> {
        c.start();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        signal(c, "lost?");
        terminate(c);
        c.outcome("answer", () -> c.stub().respondWorkflowTaskCompleted(c.decision(task).build()));
        c.sayHistory();
      }),

  A_WORKFLOW_RUNS_OUT_OF_TIME(
      c -> {
        var unused =
            c.stub()
                .startWorkflowExecution(
                    c.startRequest().setWorkflowExecutionTimeout(duration(6)).build());
        c.decide(c.pollWorkflow(), schedule(c.activity("a").setHeartbeatTimeout(duration(60))));
        PollActivityTaskQueueResponse task = c.pollActivity();
        awaitClose(c);
        completeByToken(c, task);
        heartbeat(c, task, "late");
        describe(c);
        c.sayHistory();
      }),

  A_MESSAGE_ABOVE_THE_LIMIT_IS_REFUSED(
      c -> {
        c.start();
        PollWorkflowTaskQueueResponse task = c.pollWorkflow();
        for (int bytes :
            new int[] {
              LARGEST_MESSAGE_BYTES, LARGEST_MESSAGE_BYTES + 1, 3 * LARGEST_MESSAGE_BYTES
            }) {
          RespondWorkflowTaskCompletedRequest garbage = garbage(bytes);
          c.refusal(bytes + " bytes", () -> c.stub().respondWorkflowTaskCompleted(garbage));
          c.refusal(
              bytes + " bytes, compressed",
              () -> c.stub().withCompression("gzip").respondWorkflowTaskCompleted(garbage));
        }
        Command[] commands = new Command[64];
        for (int i = 0; i < commands.length; i++) {
          commands[i] = schedule(c.activity("a" + i).setInput(payloads("~".repeat(70_000))));
        }
        c.refusal(
            "too much in all",
            () ->
                c.stub()
                    .withCompression("gzip")
                    .respondWorkflowTaskCompleted(c.decision(task, commands).build()));
        c.decide(task, Arrays.copyOf(commands, 2));
        List<PollActivityTaskQueueResponse> tasks = c.pollActivities(2);
        completeByToken(c, tasks.get(0));
        c.sayHistory();
        terminate(c);
      }),

  NONSENSE_IS_REFUSED(
      c -> {
        c.outcome(
            "no deadline",
            () -> c.stubWithoutDeadline().pollWorkflowTaskQueue(workflowPoll(c).build()));
        c.outcome(
            "no deadline",
            () -> c.stubWithoutDeadline().pollActivityTaskQueue(activityPoll(c).build()));
        c.outcome(
            "short deadline",
            () ->
                c.stubWithoutDeadline()
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .pollActivityTaskQueue(activityPoll(c).build()));
        c.say("nothing: " + emptySticky(c).getTaskToken().isEmpty());
        c.outcome(
            "no namespace",
            () ->
                c.stub()
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder().setNamespace("unheard-of").build()));
        c.outcome(
            "other namespace",
            () ->
                c.stub()
                    .startWorkflowExecution(c.startRequest().setNamespace("unheard-of").build()));
        c.outcome(
            "no type",
            () -> c.stub().startWorkflowExecution(c.startRequest().clearWorkflowType().build()));
        c.outcome(
            "no queue",
            () -> c.stub().startWorkflowExecution(c.startRequest().clearTaskQueue().build()));
        c.outcome(
            "no id",
            () -> c.stub().startWorkflowExecution(c.startRequest().clearWorkflowId().build()));
        c.outcome(
            "unknown workflow",
            () ->
                c.stub()
                    .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(NAMESPACE)
                            .setExecution(c.execution())
                            .build()));
        c.outcome("unknown history", c::history);
        terminate(c);
        requestCancel(c);
        signal(c, "nobody");
        completeById(c, "a");
        for (String token : new String[] {"", "garbage"}) {
          c.outcome(
              "token " + token,
              () ->
                  c.stub()
                      .respondActivityTaskCompleted(
                          RespondActivityTaskCompletedRequest.newBuilder()
                              .setNamespace(NAMESPACE)
                              .setTaskToken(ByteString.copyFromUtf8(token))
                              .build()));
          c.outcome(
              "task token " + token,
              () ->
                  c.stub()
                      .respondWorkflowTaskCompleted(
                          RespondWorkflowTaskCompletedRequest.newBuilder()
                              .setNamespace(NAMESPACE)
                              .setTaskToken(ByteString.copyFromUtf8(token))
                              .build()));
        }
        c.start();
        c.outcome(
            "other run",
            () ->
                c.stub()
                    .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(NAMESPACE)
                            .setExecution(
                                c.execution().toBuilder().setRunId(UUID.randomUUID().toString()))
                            .build()));
        completeById(c, "a");
        terminate(c);
      });

  private final Consumer<Client> script;

  Scenario(Consumer<Client> script) {
    this.script = script;
  }

  /** Plays it, for the client's transcript. */
  public void play(Client client) {
    script.accept(client);
  }

  /** A request of so many bytes whose token names no task. */
  private static RespondWorkflowTaskCompletedRequest garbage(int bytes) {
    RespondWorkflowTaskCompletedRequest.Builder request =
        RespondWorkflowTaskCompletedRequest.newBuilder().setNamespace(NAMESPACE);
    ByteString most = ByteString.copyFrom(new byte[bytes]);
    int above = request.setTaskToken(most).build().getSerializedSize() - bytes;
    return request.setTaskToken(most.substring(above)).build();
  }

  static RetryPolicy.Builder quick(int attempts) {
    return RetryPolicy.newBuilder().setInitialInterval(duration(0.1)).setMaximumAttempts(attempts);
  }

  private static Command timer(String id, double seconds) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_START_TIMER)
        .setStartTimerCommandAttributes(
            StartTimerCommandAttributes.newBuilder()
                .setTimerId(id)
                .setStartToFireTimeout(duration(seconds)))
        .build();
  }

  private static Command cancelTimer(String id) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_CANCEL_TIMER)
        .setCancelTimerCommandAttributes(CancelTimerCommandAttributes.newBuilder().setTimerId(id))
        .build();
  }

  /**
   * Answers a task and is given the next one with the answer, so that nothing can happen between
   * the two: a timer that the first starts fires during the second.
   */
  private static PollWorkflowTaskQueueResponse decideAndGoOn(
      Client c, PollWorkflowTaskQueueResponse task, Command... commands) {
    PollWorkflowTaskQueueResponse next =
        c.stub()
            .respondWorkflowTaskCompleted(
                c.decision(task, commands)
                    .setForceCreateNewWorkflowTask(true)
                    .setReturnNewWorkflowTask(true)
                    .build())
            .getWorkflowTask();
    c.say(
        "next task: attempt %d, started %d".formatted(next.getAttempt(), next.getStartedEventId()));
    return next;
  }

  /**
   * Waits for a timer of a second whose firing the history does not tell yet: it is the only change
   * that can come. One that came before the first look is not seen, but is over after ten seconds.
   */
  private static void awaitFiring(Client c) {
    long before = changes(c);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (changes(c) == before && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static long changes(Client c) {
    return c.stub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(c.execution())
                .build())
        .getWorkflowExecutionInfo()
        .getStateTransitionCount();
  }

  private static Command marker() {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_RECORD_MARKER)
        .setRecordMarkerCommandAttributes(
            RecordMarkerCommandAttributes.newBuilder()
                .setMarkerName("here")
                .putDetails("why", payloads("because")))
        .build();
  }

  private static Command cancelActivity(long scheduledEventId) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
        .setRequestCancelActivityTaskCommandAttributes(
            RequestCancelActivityTaskCommandAttributes.newBuilder()
                .setScheduledEventId(scheduledEventId))
        .build();
  }

  private static void refuse(Client c, String why, Command... commands) {
    refuse(c, why, c.pollWorkflow(), commands);
  }

  private static void refuse(
      Client c, String why, PollWorkflowTaskQueueResponse task, Command... commands) {
    c.outcome(why, () -> c.stub().respondWorkflowTaskCompleted(c.decision(task, commands).build()));
  }

  private static void say(Client c, PollActivityTaskQueueResponse task) {
    c.say(
        "type %s of %s, policy %s"
            .formatted(
                task.getActivityType().getName(),
                task.getWorkflowType().getName(),
                task.getRetryPolicy().toString().replaceAll("\\s+", " ")));
  }

  static void completeByToken(Client c, PollActivityTaskQueueResponse task) {
    completeByToken(c, task, NAMESPACE);
  }

  private static void completeByToken(
      Client c, PollActivityTaskQueueResponse task, String namespace) {
    c.outcome(
        "complete",
        () ->
            c.stub()
                .respondActivityTaskCompleted(
                    RespondActivityTaskCompletedRequest.newBuilder()
                        .setNamespace(namespace)
                        .setIdentity(IDENTITY)
                        .setTaskToken(task.getTaskToken())
                        .setResult(payloads(task.getActivityId() + " result"))
                        .build()));
  }

  static void completeById(Client c, String id) {
    c.outcome(
        "complete by id",
        () ->
            c.stub()
                .respondActivityTaskCompletedById(
                    RespondActivityTaskCompletedByIdRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setWorkflowId(c.workflowId())
                        .setActivityId(id)
                        .setResult(payloads(id + " result"))
                        .build()));
  }

  static void fail(Client c, PollActivityTaskQueueResponse task, String type) {
    fail(c, task, NAMESPACE, type);
  }

  private static void fail(
      Client c, PollActivityTaskQueueResponse task, String namespace, String type) {
    c.outcome(
        "fail",
        () ->
            c.stub()
                .respondActivityTaskFailed(
                    RespondActivityTaskFailedRequest.newBuilder()
                        .setNamespace(namespace)
                        .setIdentity(IDENTITY)
                        .setTaskToken(task.getTaskToken())
                        .setFailure(failure(type))
                        .build()));
  }

  static void failById(Client c, String id, String type) {
    c.outcome(
        "fail by id",
        () ->
            c.stub()
                .respondActivityTaskFailedById(
                    RespondActivityTaskFailedByIdRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setWorkflowId(c.workflowId())
                        .setActivityId(id)
                        .setFailure(failure(type))
                        .build()));
  }

  private static void cancelByToken(Client c, PollActivityTaskQueueResponse task) {
    c.outcome(
        "report cancellation",
        () ->
            c.stub()
                .respondActivityTaskCanceled(
                    RespondActivityTaskCanceledRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setTaskToken(task.getTaskToken())
                        .setDetails(payloads("stopped"))
                        .build()));
  }

  private static void cancelById(Client c, String id) {
    c.outcome(
        "report cancellation by id",
        () ->
            c.stub()
                .respondActivityTaskCanceledById(
                    RespondActivityTaskCanceledByIdRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setWorkflowId(c.workflowId())
                        .setActivityId(id)
                        .build()));
  }

  static void heartbeat(Client c, PollActivityTaskQueueResponse task, String details) {
    heartbeat(c, task, NAMESPACE, details);
  }

  private static void heartbeat(
      Client c, PollActivityTaskQueueResponse task, String namespace, String details) {
    c.outcome(
        "heartbeat",
        () -> {
          boolean cancelled =
              c.stub()
                  .recordActivityTaskHeartbeat(
                      RecordActivityTaskHeartbeatRequest.newBuilder()
                          .setNamespace(namespace)
                          .setIdentity(IDENTITY)
                          .setTaskToken(task.getTaskToken())
                          .setDetails(payloads(details))
                          .build())
                  .getCancelRequested();
          c.say("cancel requested: " + cancelled);
          return cancelled;
        });
  }

  static void heartbeatById(Client c, String id) {
    c.outcome(
        "heartbeat by id",
        () ->
            c.stub()
                .recordActivityTaskHeartbeatById(
                    RecordActivityTaskHeartbeatByIdRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setWorkflowId(c.workflowId())
                        .setActivityId(id)
                        .build()));
  }

  private static void requestCancel(Client c) {
    c.outcome(
        "request cancellation",
        () ->
            c.stub()
                .requestCancelWorkflowExecution(
                    RequestCancelWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setReason("by hand")
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowExecution(c.execution())
                        .build()));
  }

  private static void signal(Client c, String name) {
    c.outcome(
        "signal",
        () ->
            c.stub()
                .signalWorkflowExecution(
                    SignalWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setSignalName(name)
                        .setInput(payloads(name))
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowExecution(c.execution())
                        .build()));
  }

  private static void terminate(Client c) {
    c.outcome(
        "terminate",
        () ->
            c.stub()
                .terminateWorkflowExecution(
                    TerminateWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setReason("by hand")
                        .setWorkflowExecution(c.execution())
                        .build()));
  }

  private static void failTask(Client c, PollWorkflowTaskQueueResponse task) {
    c.outcome(
        "fail workflow task",
        () ->
            c.stub()
                .respondWorkflowTaskFailed(
                    RespondWorkflowTaskFailedRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity(IDENTITY)
                        .setTaskToken(task.getTaskToken())
                        .setCause(
                            WorkflowTaskFailedCause
                                .WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE)
                        .setFailure(failure("Task"))
                        .build()));
  }

  private static void decideSticky(
      Client c, PollWorkflowTaskQueueResponse task, Command... commands) {
    var unused =
        c.stub()
            .respondWorkflowTaskCompleted(
                c.decision(task, commands).setStickyAttributes(c.stickyAttributes(5)).build());
  }

  private static PollWorkflowTaskQueueRequest.Builder workflowPoll(Client c) {
    return PollWorkflowTaskQueueRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setIdentity(IDENTITY)
        .setTaskQueue(TaskQueue.newBuilder().setName(c.queue()));
  }

  private static PollActivityTaskQueueRequest.Builder activityPoll(Client c) {
    return PollActivityTaskQueueRequest.newBuilder()
        .setNamespace(NAMESPACE)
        .setIdentity(IDENTITY)
        .setTaskQueue(TaskQueue.newBuilder().setName(c.queue()));
  }

  /** A poll of the sticky queue that finds nothing, by which a server knows that one polls it. */
  private static PollWorkflowTaskQueueResponse emptySticky(Client c) {
    return c.stubWithoutDeadline()
        .withDeadlineAfter(3, TimeUnit.SECONDS)
        .pollWorkflowTaskQueue(
            workflowPoll(c).setTaskQueue(c.stickyAttributes(1).getWorkerTaskQueue()).build());
  }

  private static void awaitClose(Client c) {
    var closed =
        c.stub()
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setExecution(c.execution())
                    .setWaitNewEvent(true)
                    .setHistoryEventFilterType(
                        HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                    .build());
    c.say(
        "closed: "
            + closed.getHistory().getEventsList().stream().map(e -> e.getEventType()).toList());
  }

  static void describe(Client c) {
    DescribeWorkflowExecutionResponse description =
        c.stub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setExecution(c.execution())
                    .build());
    var info = description.getWorkflowExecutionInfo();
    c.say("%s, %d events".formatted(info.getStatus(), info.getHistoryLength()));
    if (info.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      return;
    }
    c.say(
        "pending %s, task %s"
            .formatted(
                description.getPendingActivitiesList().stream()
                    .map(
                        a ->
                            "%s %s attempt %d of %d after '%s'"
                                .formatted(
                                    a.getActivityId(),
                                    a.getState(),
                                    a.getAttempt(),
                                    a.getMaximumAttempts(),
                                    a.getLastFailure().getMessage()))
                    .sorted()
                    .toList(),
                description.getPendingWorkflowTask().getState()));
  }

  private static StartWorkflowExecutionRequest reuse(Client c, WorkflowIdReusePolicy policy) {
    return c.startRequest().setWorkflowIdReusePolicy(policy).build();
  }
}
