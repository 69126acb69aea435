package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.MessageMutator;
import dev.tokenstorm.workload.TaskTimes;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server may answer a poll with anything: a decision follows, or the history is refused as one
 * that no greeting has.
 */
@Timeout(600)
final class WorkflowHistoryFuzzTest {
  private static final GreetingPlan PLAN =
      new GreetingPlan(2, 2, 0, 3, Duration.ofSeconds(60), Optional.of(Duration.ofSeconds(5)));

  private static GreetingState state() {
    Greetings greetings = new Greetings(PLAN);
    return new GreetingState(new GreetingCommands(PLAN, greetings, "queue"), greetings);
  }

  private static Decision decide(List<HistoryEvent> events) {
    GreetingState state = state();
    events.forEach(event -> state.apply(event, activity -> {}));
    return state.decide();
  }

  /** A run in which activities complete, fail and time out, and which is cancelled at last. */
  private static List<HistoryEvent> events() {
    ScriptedRun run = new ScriptedRun("World 7");
    run.take(decide(run.whole())).complete("Hola", "Hola World 7").workflowTask();
    run.take(decide(run.whole())).complete("Hello", "Hello World 7").workflowTask();
    run.take(decide(run.whole())).fail("Chao").workflowTask();
    run.take(decide(run.whole())).timeOut("Bye").workflowTask();
    return run.whole();
  }

  @Test
  void aHistoryLeadsToADecisionOrIsRefused() throws InterruptedException {
    List<HistoryEvent> events = events();

    int read =
        Fuzz.<History>of(
                "histories of workers",
                mutator ->
                    History.newBuilder()
                        .addAllEvents(new MessageMutator(mutator).changed(events))
                        .build(),
                History::getSerializedSize,
                NondeterminismException.class::isInstance,
                32)
            .run(8_000, history -> assertThat(decide(history.getEventsList())).isNotNull());

    assertThat(read).as("histories that are still one of a greeting").isPositive();
  }

  @Test
  void theTimesOfATaskAreReadWhateverTheyAre() throws InterruptedException {
    PollWorkflowTaskQueueResponse workflow =
        PollWorkflowTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("a token"))
            .setScheduledTime(Timestamps.fromSeconds(1_000))
            .setStartedTime(Timestamps.fromSeconds(1_001))
            .build();
    PollActivityTaskQueueResponse activity =
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(workflow.getTaskToken())
            .setCurrentAttemptScheduledTime(workflow.getScheduledTime())
            .setStartedTime(workflow.getStartedTime())
            .build();

    int read =
        Fuzz.<PollWorkflowTaskQueueResponse>of(
                "times of tasks",
                mutator -> new MessageMutator(mutator).changed(workflow),
                PollWorkflowTaskQueueResponse::getSerializedSize,
                thrown -> false,
                32)
            .run(
                2_000,
                task -> {
                  PollActivityTaskQueueResponse like =
                      activity.toBuilder().setStartedTime(task.getStartedTime()).build();
                  var unused =
                      (TaskTimes.told(task) ? TaskTimes.waitNanos(task) : 0)
                          + (TaskTimes.told(like) ? TaskTimes.waitNanos(like) : 0);
                });
    assertThat(read).isPositive();
  }
}
