package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GreetingStateTest {
  private final GreetingPlan plan = plan(2, 2);
  private final ScriptedRun run = new ScriptedRun("World 7");
  private final List<Integer> resumed = new ArrayList<>();
  private final GreetingState state = state(plan);

  private static GreetingPlan plan(int branches, int steps) {
    return new GreetingPlan(
        branches, steps, 0, 3, Duration.ofSeconds(60), Optional.of(Duration.ofSeconds(5)));
  }

  private static GreetingState state(GreetingPlan plan) {
    Greetings greetings = new Greetings(plan);
    return new GreetingState(new GreetingCommands(plan, greetings, "queue"), greetings);
  }

  /** The decision that follows from what is new. */
  private Decision decide() {
    run.delta().forEach(event -> state.apply(event, resumed::add));
    return state.decide();
  }

  private static Decision rebuilt(GreetingPlan plan, List<HistoryEvent> whole) {
    GreetingState other = state(plan);
    whole.forEach(event -> other.apply(event, activity -> {}));
    return other.decide();
  }

  private static List<CommandType> types(Decision decision) {
    return decision.commands().stream().map(Command::getCommandType).toList();
  }

  private static ScheduleActivityTaskCommandAttributes scheduled(Decision decision, int index) {
    return decision.commands().get(index).getScheduleActivityTaskCommandAttributes();
  }

  private static String argument(ScheduleActivityTaskCommandAttributes attributes, int index) {
    return JsonTexts.read(
        Payloads.newBuilder().addPayloads(attributes.getInput().getPayloads(index)).build());
  }

  @Test
  void theFirstTaskSchedulesTheFirstActivityOfEachBranch() {
    Decision decision = decide();

    assertThat(types(decision))
        .containsExactly(
            CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK,
            CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK);
    assertThat(decision.end()).isEmpty();
    ScheduleActivityTaskCommandAttributes first = scheduled(decision, 0);
    assertThat(argument(first, 0)).isEqualTo("Hello");
    assertThat(argument(first, 1)).isEqualTo("World 7");
    assertThat(first.getActivityType().getName()).isEqualTo("ComposeGreeting");
    assertThat(first.getTaskQueue().getName()).isEqualTo("queue");
    assertThat(Durations.toSeconds(first.getStartToCloseTimeout())).isEqualTo(60);
    assertThat(Durations.toSeconds(first.getHeartbeatTimeout())).isEqualTo(5);
    assertThat(first.getRetryPolicy().getMaximumAttempts()).isEqualTo(3);
    assertThat(argument(scheduled(decision, 1), 0)).isEqualTo("Hola");
    assertThat(first.getActivityId()).isNotEqualTo(scheduled(decision, 1).getActivityId());
  }

  @Test
  void noMoreThanThreeActivitiesAreAskedForEagerly() {
    Decision decision = rebuilt(plan(5, 1), run.whole());

    assertThat(decision.commands())
        .extracting(c -> c.getScheduleActivityTaskCommandAttributes().getRequestEagerExecution())
        .containsExactly(true, true, true, false, false);
  }

  @Test
  void aResultBringsTheBranchsNextActivityAndTheLastOnesTheEnd() {
    run.take(decide()).complete("Hola", "Hola World 7").workflowTask();
    Decision second = decide();
    assertThat(second.commands()).hasSize(1);
    assertThat(argument(scheduled(second, 0), 0)).isEqualTo("Chao");
    assertThat(resumed).containsExactly(2);

    run.take(second).complete("Chao", "Chao World 7").complete("Hello", "Hello World 7");
    Decision third = decide();
    assertThat(argument(scheduled(third, 0), 0)).isEqualTo("Bye");

    run.take(third).complete("Bye", "Bye World 7~~~").workflowTask();
    Decision last = decide();
    assertThat(types(last)).containsExactly(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION);
    String result = new Greetings(plan).workflowResult(7);
    assertThat(last.end()).contains(ExecutionEnd.completed(result));
    assertThat(last.commands().get(0).getCompleteWorkflowExecutionCommandAttributes().getResult())
        .isEqualTo(ScriptedRun.text(result));
    assertThat(resumed).containsExactly(2, 3, 0, 1);
  }

  @Test
  void aResultWithNothingNewToDoIsAnsweredWithNoCommand() {
    run.take(decide()).signal().workflowTask();

    assertThat(decide()).isEqualTo(new Decision(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"quoted\" word", "back\\slash", "tab\tand\nline", "Grüße, 世界 🎉"})
  void anyTextSurvives(String text) {
    GreetingPlan one = plan(1, 1);
    GreetingState single = state(one);
    run.delta().forEach(event -> single.apply(event, activity -> {}));
    run.take(single.decide()).complete("Hello", text);
    run.delta().forEach(event -> single.apply(event, activity -> {}));

    Decision decision = single.decide();
    assertThat(decision.end()).contains(ExecutionEnd.completed(text));
    assertThat(
            decision.commands().get(0).getCompleteWorkflowExecutionCommandAttributes().getResult())
        .isEqualTo(ScriptedRun.text(text));
  }

  @Test
  void aBranchThatFailedWaitsForTheOthersAndTheFirstOnesFailureIsTheWorkflows() {
    run.take(decide()).fail("Hola").workflowTask();
    Decision waiting = decide();
    assertThat(waiting.commands()).isEmpty();
    assertThat(waiting.end()).isEmpty();

    run.take(waiting).timeOut("Hello").workflowTask();
    Decision last = decide();
    assertThat(last.end()).contains(ExecutionEnd.failed(Cause.TIMEOUT));
    Failure failure =
        last.commands().get(0).getFailWorkflowExecutionCommandAttributes().getFailure();
    assertThat(failure.getMessage()).isEqualTo("Activity task timed out");
    assertThat(failure.getActivityFailureInfo().getScheduledEventId()).isEqualTo(5);
    assertThat(failure.getActivityFailureInfo().getActivityType().getName())
        .isEqualTo("ComposeGreeting");
    assertThat(failure.getCause().hasTimeoutFailureInfo()).isTrue();
  }

  @Test
  void anExceptionalCompletionIsTheCauseOfTheWorkflowsFailure() {
    run.take(decide()).fail("Hello").complete("Hola", "Hola World 7").workflowTask();
    run.take(decide()).complete("Chao", "Chao World 7").workflowTask();
    Decision last = decide();

    assertThat(last.end()).contains(ExecutionEnd.failed(Cause.APPLICATION));
    Failure failure =
        last.commands().get(0).getFailWorkflowExecutionCommandAttributes().getFailure();
    assertThat(failure.getMessage()).isEqualTo("Activity task failed");
    assertThat(failure.getActivityFailureInfo().getIdentity()).isEqualTo("outside");
    assertThat(failure.getCause().getMessage()).isEqualTo("refused: Hello");
  }

  @Test
  void aCancellationIsPassedOnOnceToWhatIsPendingAndEndsTheWorkflowWhenThatIsOver() {
    run.take(decide()).requestCancel().workflowTask();
    Decision passedOn = decide();
    assertThat(types(passedOn))
        .containsExactly(
            CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK,
            CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK);

    run.take(passedOn).cancelled("Hello").workflowTask();
    Decision waiting = decide();
    assertThat(waiting.commands()).isEmpty();
    assertThat(waiting.end()).isEmpty();

    // It completes in spite of the request; no further step is begun.
    run.take(waiting).complete("Hola", "Hola World 7").workflowTask();
    Decision last = decide();
    assertThat(types(last)).containsExactly(CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION);
    assertThat(last.end()).contains(ExecutionEnd.of(Status.CANCELLED));
  }

  @Test
  void aWorkflowCancelledBeforeItsFirstTaskSchedulesNothing() {
    run.requestCancel();

    assertThat(types(decide())).containsExactly(CommandType.COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION);
  }

  @Test
  void anAnswerThatWasRefusedIsGivenAgain() {
    Decision first = decide();
    run.refuse().workflowTask();

    assertThat(decide()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theWholeHistoryDecidesAsItsPiecesDoWhateverHappens(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GreetingPlan shape = plan(random.nextInt(1, 5), random.nextInt(1, 5));
    GreetingState pieces = state(shape);
    Decision decision = null;
    boolean cancelled = false;
    for (int task = 0; task < 200; task++) {
      run.delta().forEach(event -> pieces.apply(event, activity -> {}));
      decision = pieces.decide();
      assertThat(decision).isEqualTo(rebuilt(shape, run.whole()));
      if (decision.end().isPresent()) {
        return;
      }
      if (random.nextInt(8) == 0) {
        run.refuse();
      } else {
        run.take(decision);
        if (!cancelled && random.nextInt(20) == 0) {
          cancelled = true;
          run.requestCancel();
        }
        happen(random);
      }
      run.workflowTask();
    }
    throw new AssertionError("It never closed, and decided last: " + decision);
  }

  private void happen(SplittableRandom random) {
    List<String> open = run.open();
    if (open.isEmpty()) {
      return;
    }
    String greeting = open.get(random.nextInt(open.size()));
    switch (random.nextInt(12)) {
      case 0 -> run.fail(greeting);
      case 1 -> run.timeOut(greeting);
      case 2 -> run.cancelled(greeting);
      default -> run.complete(greeting, greeting + " World 7");
    }
  }

  @Test
  void aHistoryOfAnotherWorkflowIsRefused() {
    ScriptedRun other = new ScriptedRun("PaymentWorkflow", "World 7");

    assertThatThrownBy(() -> rebuilt(plan, other.whole()))
        .isInstanceOf(NondeterminismException.class)
        .hasMessageContaining("PaymentWorkflow");
  }

  @Test
  void anActivityThatIsNotNextIsRefused() {
    run.schedule("1", ScriptedRun.text("Bye"));

    assertThatThrownBy(() -> rebuilt(plan, run.whole()))
        .isInstanceOf(NondeterminismException.class)
        .hasMessageContaining("Event 4");
  }

  @Test
  void aResultOfAnActivityThatIsNotOpenIsRefused() {
    run.completed(0, ScriptedRun.text("Hello World 7"));

    assertThatThrownBy(() -> rebuilt(plan, run.whole()))
        .isInstanceOf(NondeterminismException.class);
  }

  @Test
  void aHistoryWithoutItsFirstEventIsRefused() {
    assertThatThrownBy(() -> rebuilt(plan, run.whole().subList(1, 3)))
        .isInstanceOf(NondeterminismException.class);
  }
}
