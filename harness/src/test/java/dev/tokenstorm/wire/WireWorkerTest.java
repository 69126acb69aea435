package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.WorkerProbe;
import io.grpc.Status;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.QueryResultType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker against a front end that does what a test says. */
@Timeout(60)
final class WireWorkerTest {
  private final TaskServer server = new TaskServer();
  private volatile boolean room = true;

  /** How long who receives a token takes over it. */
  private volatile long takesMillis;

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final RunPlan plan = plan("2");
  private final Target target = server.target();
  private final WireWorker worker = worker("2");
  private final ScriptedRun run = new ScriptedRun("World 7");

  private RunPlan plan(String polls) {
    return TestPlans.plan(
        "target", "127.0.0.1:" + server.frontEnd.port(), "worker", "wire", "worker-pollers", polls);
  }

  private WireWorker worker(String polls) {
    Greetings greetings = new Greetings(plan.greeting());
    GreetingEvents events =
        new GreetingEvents(
            greetings,
            new ExecutionIds(TaskServer.RUN),
            (n, activity, attempt, token, runId, activityId) -> {
              await(new Passed(takesMillis));
              heard.add(
                  "token "
                      + token.toStringUtf8()
                      + " "
                      + greetings.greeting(activity)
                      + " "
                      + attempt);
            },
            new Probe(greetings));
    return new WireWorker(plan(polls), target, greetings, events, () -> room);
  }

  /** Writes down what it hears. */
  private final class Probe implements WorkerProbe {
    private final Greetings greetings;

    Probe(Greetings greetings) {
      this.greetings = greetings;
    }

    @Override
    public void polled(TaskKind kind, long n, long waitNanos, long pollNanos) {}

    @Override
    public void cameAlong(TaskKind kind, long n, long waitNanos) {}

    @Override
    public void resumed(long n, int activity) {
      heard.add("resumed " + greetings.greeting(activity));
    }

    @Override
    public void closed(long n, ExecutionEnd end) {
      heard.add("closed " + n + " " + end.status());
    }

    @Override
    public void closeInDoubt(long n) {
      heard.add("in doubt");
    }
  }

  @AfterEach
  void stop() {
    worker.close();
    target.close();
    server.close();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private <T extends Message> List<T> received(Class<T> type, int count) {
    await(() -> server.frontEnd.received(type).size() >= count);
    return server.frontEnd.received(type);
  }

  private RespondWorkflowTaskCompletedRequest answer(int number) {
    return received(RespondWorkflowTaskCompletedRequest.class, number).get(number - 1);
  }

  private static List<CommandType> types(RespondWorkflowTaskCompletedRequest answer) {
    return answer.getCommandsList().stream().map(Command::getCommandType).toList();
  }

  private static Decision decision(RespondWorkflowTaskCompletedRequest answer) {
    return new Decision(answer.getCommandsList(), java.util.Optional.empty());
  }

  /** The history up to where two results close the workflow, whose last task is returned. */
  private List<HistoryEvent> untilLast() {
    GreetingPlan shape = plan.greeting();
    Greetings greetings = new Greetings(shape);
    GreetingState state =
        new GreetingState(new GreetingCommands(shape, greetings, "queue"), greetings);
    while (true) {
      run.delta().forEach(event -> state.apply(event, activity -> {}));
      Decision decision = state.decide();
      if (decision.end().isPresent()) {
        return run.whole();
      }
      run.take(decision);
      for (String greeting : run.open()) {
        run.complete(greeting, greeting + " World 7");
      }
      run.workflowTask();
    }
  }

  @Test
  void aGreetingIsPlayedFromNewTasksOnTheStickyQueue() {
    worker.start();
    server.normal.add(TaskServer.task("t1", run.delta(), 0).build());
    RespondWorkflowTaskCompletedRequest first = answer(1);
    assertThat(first.getTaskToken().toStringUtf8()).isEqualTo("t1");
    assertThat(first.getCommandsCount()).isEqualTo(2);
    String stickyQueue = first.getStickyAttributes().getWorkerTaskQueue().getName();
    assertThat(received(PollWorkflowTaskQueueRequest.class, 4))
        .extracting(poll -> poll.getTaskQueue().getName())
        .contains(stickyQueue, plan.target().taskQueue());

    run.take(decision(first)).complete("Hello", "Hello World 7").complete("Hola", "Hola World 7");
    server.sticky.add(TaskServer.task("t2", run.workflowTask().delta(), 3).build());
    RespondWorkflowTaskCompletedRequest second = answer(2);
    run.take(decision(second)).complete("Bye", "Bye World 7").complete("Chao", "Chao World 7");
    server.sticky.add(TaskServer.task("t3", run.workflowTask().delta(), 10).build());

    assertThat(types(answer(3)))
        .containsExactly(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION);
    await(() -> heard.size() == 5);
    assertThat(heard)
        .containsExactly(
            "resumed Hello",
            "resumed Hola",
            "resumed Bye",
            "resumed Chao",
            "closed " + TaskServer.NUMBER + " COMPLETED");
    assertThat(server.frontEnd.received(GetWorkflowExecutionHistoryRequest.class)).isEmpty();
    await(() -> worker.cached() == 0);
  }

  @Test
  void aTaskWhoseBeginningIsNotKnownIsAnsweredFromTheWholeHistoryPageByPage() {
    List<HistoryEvent> whole = untilLast();
    server.frontEnd.answer(
        "GetWorkflowExecutionHistory",
        request -> {
          ByteString page = ((GetWorkflowExecutionHistoryRequest) request).getNextPageToken();
          int from = page.isEmpty() ? 0 : Integer.parseInt(page.toStringUtf8());
          int to = Math.min(from + 4, whole.size());
          return GetWorkflowExecutionHistoryResponse.newBuilder()
              .setHistory(History.newBuilder().addAllEvents(whole.subList(from, to)))
              .setNextPageToken(
                  ByteString.copyFromUtf8(to == whole.size() ? "" : String.valueOf(to)))
              .build();
        });
    server.frontEnd.failNext("GetWorkflowExecutionHistory", Status.UNAVAILABLE);
    worker.start();
    int last = whole.size();
    server.sticky.add(TaskServer.task("t9", whole.subList(last - 4, last), last - 5).build());

    assertThat(types(answer(1)))
        .containsExactly(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION);
    await(() -> heard.contains("closed " + TaskServer.NUMBER + " COMPLETED"));
    // What an earlier task brought is not told again.
    assertThat(heard).filteredOn(line -> line.startsWith("resumed")).hasSize(2);
  }

  @Test
  void aTaskWithMoreEventsThanItsFirstPageIsAnsweredAfterTheLast() {
    List<HistoryEvent> whole = untilLast();
    server.frontEnd.answer(
        "GetWorkflowExecutionHistory",
        request ->
            GetWorkflowExecutionHistoryResponse.newBuilder()
                .setHistory(History.newBuilder().addAllEvents(whole.subList(5, whole.size())))
                .build());
    worker.start();
    server.normal.add(
        TaskServer.task("t1", whole.subList(0, 5), 0)
            .setStartedEventId(whole.size())
            .setNextPageToken(ByteString.copyFromUtf8("rest"))
            .build());

    assertThat(types(answer(1)))
        .containsExactly(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION);
    assertThat(received(GetWorkflowExecutionHistoryRequest.class, 1))
        .extracting(request -> request.getNextPageToken().toStringUtf8())
        .containsExactly("rest");
  }

  @Test
  void tasksThatComeWithAnAnswerAreTakenUp() {
    worker.start();
    List<HistoryEvent> events = run.delta();
    server.frontEnd.answer(
        "RespondWorkflowTaskCompleted",
        request -> {
          RespondWorkflowTaskCompletedRequest answer =
              (RespondWorkflowTaskCompletedRequest) request;
          if (!answer.getTaskToken().toStringUtf8().equals("t1")) {
            return RespondWorkflowTaskCompletedResponse.getDefaultInstance();
          }
          run.take(decision(answer)).complete("Hello", "Hello World 7").workflowTask();
          return RespondWorkflowTaskCompletedResponse.newBuilder()
              .setWorkflowTask(TaskServer.task("t2", run.delta(), 3))
              .addActivityTasks(activity("eager", "Hola"))
              .build();
        });
    server.normal.add(TaskServer.task("t1", events, 0).build());

    assertThat(answer(2).getTaskToken().toStringUtf8()).isEqualTo("t2");
    assertThat(heard).contains("token eager Hola 1", "resumed Hello");
  }

  private static PollActivityTaskQueueResponse activity(String token, String greeting) {
    return PollActivityTaskQueueResponse.newBuilder()
        .setTaskToken(ByteString.copyFromUtf8(token))
        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(TaskServer.WORKFLOW_ID))
        .setActivityId("1")
        .setAttempt(1)
        .setInput(ScriptedRun.text(greeting))
        .build();
  }

  @Test
  void anActivityTasksTokenIsHandedOnAndNotAnswered() {
    worker.start();
    server.activity.add(activity("token", "Hello"));

    await(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("token token Hello 1");
  }

  @Test
  void noActivityIsAskedForWhileThereIsNoRoomAndWorkflowTasksAreAnsweredAllTheSame() {
    room = false;
    worker.start();
    server.activity.add(activity("token", "Hello"));
    server.normal.add(TaskServer.task("t1", run.whole(), 0).build());
    assertThat(answer(1).getTaskToken().toStringUtf8()).isEqualTo("t1");
    received(PollWorkflowTaskQueueRequest.class, 12);
    assertThat(server.frontEnd.received(PollActivityTaskQueueRequest.class)).isEmpty();

    room = true;
    await(() -> heard.contains("token token Hello 1"));
  }

  @Test
  void anAnswerThatIsLostIsSentAgainAndOneThatIsRefusedIsNot() {
    worker.start();
    server.frontEnd.failNext(
        "RespondWorkflowTaskCompleted", Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED);
    List<HistoryEvent> whole = untilLast();
    server.normal.add(TaskServer.task("t1", whole, whole.size() - 4).build());
    await(() -> heard.contains("closed " + TaskServer.NUMBER + " COMPLETED"));
    assertThat(heard).filteredOn("in doubt"::equals).hasSize(2);

    heard.clear();
    server.frontEnd.failNext("RespondWorkflowTaskCompleted", Status.NOT_FOUND);
    server.normal.add(TaskServer.task("t2", whole, whole.size() - 4).build());
    server.normal.add(TaskServer.task("t3", whole, whole.size() - 4).build());
    await(() -> heard.contains("closed " + TaskServer.NUMBER + " COMPLETED"));
    await(() -> heard.contains("in doubt"));
    assertThat(received(RespondWorkflowTaskCompletedRequest.class, 5)).hasSize(5);
  }

  @Test
  void anAnswerThatIsTooLargeIsNotSentAgainAndFailsTheTaskAsTheSdkDoes() {
    worker.start();
    server.frontEnd.failNext(
        "RespondWorkflowTaskCompleted",
        Status.RESOURCE_EXHAUSTED.withDescription(
            "grpc: received message larger than max (4495062 vs. 4194304)"));
    server.normal.add(TaskServer.task("t1", run.delta(), 0).build());
    RespondWorkflowTaskFailedRequest failed =
        received(RespondWorkflowTaskFailedRequest.class, 1).get(0);
    assertThat(failed.getTaskToken().toStringUtf8()).isEqualTo("t1");
    assertThat(failed.getCause())
        .isEqualTo(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_GRPC_MESSAGE_TOO_LARGE);
    assertThat(failed.getFailure().getMessage()).contains("4495062 vs. 4194304");
    assertThat(received(RespondWorkflowTaskCompletedRequest.class, 1)).hasSize(1);
    assertThat(worker.cached()).isZero();
  }

  @Test
  void afterARefusedAnswerTheRunIsReadAnew() {
    worker.start();
    server.frontEnd.failNext("RespondWorkflowTaskCompleted", Status.NOT_FOUND);
    server.normal.add(TaskServer.task("t1", run.delta(), 0).build());
    RespondWorkflowTaskCompletedRequest first = answer(1);
    await(() -> worker.cached() == 0);

    // Whoever answered in its place did the same.
    run.take(decision(first)).complete("Hello", "Hello World 7").workflowTask();
    server.frontEnd.answer(
        "GetWorkflowExecutionHistory",
        request ->
            GetWorkflowExecutionHistoryResponse.newBuilder()
                .setHistory(History.newBuilder().addAllEvents(run.whole()))
                .build());
    server.sticky.add(TaskServer.task("t2", run.delta(), 3).build());
    assertThat(answer(2).getCommandsCount()).isEqualTo(1);
    assertThat(server.frontEnd.received(GetWorkflowExecutionHistoryRequest.class)).hasSize(1);
  }

  @Test
  void aForeignWorkflowsTaskIsFailedOnceAndThenLeftToTimeOut() {
    worker.start();
    List<HistoryEvent> foreign = new ScriptedRun("PaymentWorkflow", "x").whole();
    server.normal.add(TaskServer.task("t1", foreign, 0).build());
    assertThat(received(RespondWorkflowTaskFailedRequest.class, 1).get(0).getCause())
        .isEqualTo(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR);

    server.normal.add(TaskServer.task("t2", foreign, 0).setAttempt(2).build());
    server.normal.add(TaskServer.task("t3", run.whole(), 0).build());
    assertThat(answer(1).getTaskToken().toStringUtf8()).isEqualTo("t3");
    assertThat(server.frontEnd.received(RespondWorkflowTaskFailedRequest.class)).hasSize(1);
  }

  @Test
  void queriesAreRefused() {
    worker.start();
    server.normal.add(
        TaskServer.task("q1", run.whole(), 0)
            .setQuery(WorkflowQuery.newBuilder().setQueryType("state"))
            .build());
    RespondQueryTaskCompletedRequest refused =
        received(RespondQueryTaskCompletedRequest.class, 1).get(0);
    assertThat(refused.getCompletedType()).isEqualTo(QueryResultType.QUERY_RESULT_TYPE_FAILED);
    assertThat(refused.getErrorMessage()).contains("answers no queries");

    server.normal.add(
        TaskServer.task("t1", run.whole(), 0)
            .putQueries("q2", WorkflowQuery.newBuilder().setQueryType("state").build())
            .build());
    assertThat(answer(1).getQueryResultsOrThrow("q2").getResultType())
        .isEqualTo(QueryResultType.QUERY_RESULT_TYPE_FAILED);
  }

  @Test
  void noConnectionHasMorePollsThanAnyServerAllowsAndAnswersAreKeptWaitingByNone() {
    server.frontEnd.hold("PollActivityTaskQueue");
    server.frontEnd.hold("PollWorkflowTaskQueue");
    try (WireWorker many = worker("150")) {
      many.start();
      await(() -> server.frontEnd.holding("PollActivityTaskQueue") == 150);
      await(() -> server.frontEnd.holding("PollWorkflowTaskQueue") == 300);
    }
    // It said goodbye beside its polls.
    assertThat(server.frontEnd.received(ShutdownWorkerRequest.class)).hasSize(1);
  }

  @Test
  void pollsThatFailAreMadeAgain() {
    for (int i = 0; i < 4; i++) {
      server.frontEnd.failNext("PollWorkflowTaskQueue", Status.RESOURCE_EXHAUSTED);
      server.frontEnd.failNext("PollActivityTaskQueue", Status.UNAVAILABLE);
    }
    worker.start();
    server.normal.add(TaskServer.task("t1", run.whole(), 0).build());
    server.activity.add(activity("token", "Hello"));

    assertThat(answer(1).getTaskToken().toStringUtf8()).isEqualTo("t1");
    await(() -> heard.contains("token token Hello 1"));
  }

  @Test
  void aWorkerThatStopsSaysSoAndPollsNoMore() {
    worker.start();
    server.normal.add(TaskServer.task("t1", run.whole(), 0).build());
    String stickyQueue = answer(1).getStickyAttributes().getWorkerTaskQueue().getName();
    worker.close();

    assertThat(received(ShutdownWorkerRequest.class, 1).get(0).getStickyTaskQueue())
        .isEqualTo(stickyQueue);
    // Longer than a poll may have been on its way, and than the server holds one.
    await(new Passed(500));
    int polls = server.frontEnd.received(PollWorkflowTaskQueueRequest.class).size();
    server.normal.add(TaskServer.task("t2", run.whole(), 0).build());
    await(new Passed(500));
    assertThat(server.frontEnd.received(PollWorkflowTaskQueueRequest.class)).hasSize(polls);
    assertThat(server.frontEnd.received(RespondWorkflowTaskCompletedRequest.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RespondWorkflowTaskCompleted", "GetWorkflowExecutionHistory"})
  void aWorkerThatStopsWaitsForTheTokensThatALateAnswerLeadsTo(String late) {
    takesMillis = 300;
    List<HistoryEvent> whole = run.whole();
    server.frontEnd.answer(
        "GetWorkflowExecutionHistory",
        request ->
            GetWorkflowExecutionHistoryResponse.newBuilder()
                .setHistory(History.newBuilder().addAllEvents(whole))
                .build());
    server.frontEnd.answer(
        "RespondWorkflowTaskCompleted",
        request ->
            RespondWorkflowTaskCompletedResponse.newBuilder()
                .addActivityTasks(activity("eager", "Hello"))
                .build());
    server.frontEnd.hold(late);
    worker.start();
    server.normal.add(TaskServer.task("t1", whole.subList(1, whole.size()), 0).build());
    await(() -> server.frontEnd.holding(late) == 1);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close);
    assertThat(received(ShutdownWorkerRequest.class, 1)).hasSize(1);
    // Longer than it takes to cancel the polls.
    await(new Passed(200));
    assertThat(closed).isNotDone();
    server.frontEnd.release(late);
    closed.join();
    assertThat(heard).containsExactly("token eager Hello 1");
  }

  /** Whether so many milliseconds have passed since the first question. */
  private static final class Passed implements BooleanSupplier {
    private final long until;

    Passed(long millis) {
      this.until = System.nanoTime() + millis * 1_000_000;
    }

    @Override
    public boolean getAsBoolean() {
      return System.nanoTime() - until >= 0;
    }
  }
}
