package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.WorkerProbe;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingEventsTest {
  /** What the zero of a server's own type of times is as a timestamp. */
  private static final Timestamp NO_TIME =
      Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private final Probe probe = new Probe();
  private final List<String> tokens = new ArrayList<>();
  private final GreetingEvents events =
      new GreetingEvents(
          new Greetings(TestPlans.plan().greeting()),
          new ExecutionIds("run"),
          (n, activity, attempt, taskToken, runId, activityId) ->
              tokens.add(n + "/" + activity + "#" + attempt + " " + runId + " " + activityId),
          probe);

  /** Writes down the waits that it hears of. */
  private static final class Probe implements WorkerProbe {
    final List<String> waits = new ArrayList<>();

    @Override
    public void polled(TaskKind kind, long n, long waitNanos, long pollNanos) {
      waits.add(kind.key() + " " + waitNanos);
    }

    @Override
    public void cameAlong(TaskKind kind, long n, long waitNanos) {
      waits.add(kind.key() + " of " + n + " came along, " + waitNanos);
    }

    @Override
    public void resumed(long n, int activity) {
      waits.add("resumed " + n + "/" + activity);
    }

    @Override
    public void closed(long n, ExecutionEnd end) {
      waits.add("closed " + n + " " + end.status());
    }

    @Override
    public void closeInDoubt(long n) {
      waits.add("in doubt " + n);
    }
  }

  @Test
  void whatTheWireTellsInTextsIsHandedOnInNumbers() {
    ByteString token = ByteString.copyFromUtf8("token");
    events.issued(token, "run-12", "r", "3", 2, "Bye");
    events.issued(token, "another-12", "r", "3", 1, "Goodbye");
    assertThat(tokens).containsExactly("12/1#2 r 3", "-1/-1#1 r 3");

    events.resumed("run-12", "Hola");
    events.resumed("run-12", 3);
    events.closed("run-12", ExecutionEnd.of(ExecutionEnd.Status.CANCELLED));
    events.closeInDoubt("run-0");
    events.closeInDoubt("run-00");
    assertThat(probe.waits)
        .containsExactly(
            "resumed 12/2", "resumed 12/3", "closed 12 CANCELLED", "in doubt 0", "in doubt -1");
  }

  @Test
  void anActivityThatCameEagerlyTellsItsWaitAndNoPoll() {
    PollActivityTaskQueueResponse eager =
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId("run-7"))
            .setCurrentAttemptScheduledTime(at(10, 500))
            .setStartedTime(at(10, 700))
            .build();
    events.answered(
        RespondWorkflowTaskCompletedResponse.newBuilder()
            .addActivityTasks(eager)
            .addActivityTasks(eager.toBuilder().setStartedTime(NO_TIME))
            .addActivityTasks(PollActivityTaskQueueResponse.getDefaultInstance())
            .build());
    assertThat(probe.waits).containsExactly(TaskKind.ACTIVITY.key() + " of 7 came along, 200");
  }

  private static Timestamp at(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  private void workflowTask(Timestamp scheduled, Timestamp started) {
    events.polled(
        PollWorkflowTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .setScheduledTime(scheduled)
            .setStartedTime(started)
            .build(),
        1);
  }

  private void activityTask(Timestamp scheduled, Timestamp started) {
    events.polled(
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .setCurrentAttemptScheduledTime(scheduled)
            .setStartedTime(started)
            .build(),
        1);
  }

  @Test
  void aTasksWaitIsFromItsScheduleToItsStart() {
    workflowTask(at(1_700_000_000, 900_000_000), at(1_700_000_001, 100_000_000));
    activityTask(at(1_700_000_000, 5), at(1_700_000_000, 12));
    assertThat(probe.waits).containsExactly("workflow 200000000", "activity 7");
  }

  @Test
  void aTimeThatTheServerDoesNotHaveTellsNothing() {
    Timestamp now = at(1_700_000_000, 0);
    workflowTask(NO_TIME, now);
    workflowTask(now, Timestamp.getDefaultInstance());
    activityTask(NO_TIME, now);
    activityTask(Timestamp.getDefaultInstance(), now);
    assertThat(probe.waits).isEmpty();
  }

  @Test
  void aTimeThatIsNoneBreaksNothing() {
    workflowTask(at(Long.MAX_VALUE, -1), at(1, Integer.MAX_VALUE));
    assertThat(probe.waits).hasSize(1);
  }
}
