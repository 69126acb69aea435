package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.WorkflowEnd;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolledTasksTest {
  /** What the zero of a server's own type of times is as a timestamp. */
  private static final Timestamp NO_TIME =
      Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private final Probe probe = new Probe();

  /** Writes down the waits that it hears of. */
  private static final class Probe implements WorkflowProbe {
    final List<String> waits = new ArrayList<>();

    @Override
    public void polled(TaskKind kind, String workflowId, long waitNanos, long pollNanos) {
      waits.add(kind.key() + " " + waitNanos);
    }

    @Override
    public void cameAlong(TaskKind kind, String workflowId, long waitNanos) {
      waits.add(kind.key() + " of " + workflowId + " came along, " + waitNanos);
    }

    @Override
    public void resumed(String workflowId, String greeting) {}

    @Override
    public void closed(String workflowId, WorkflowEnd end) {}

    @Override
    public void closeInDoubt(String workflowId) {}
  }

  @Test
  void anActivityThatCameEagerlyTellsItsWaitAndNoPoll() {
    PollActivityTaskQueueResponse eager =
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId("w"))
            .setCurrentAttemptScheduledTime(at(10, 500))
            .setStartedTime(at(10, 700))
            .build();
    PolledTasks.tell(
        probe,
        RespondWorkflowTaskCompletedResponse.newBuilder()
            .addActivityTasks(eager)
            .addActivityTasks(eager.toBuilder().setStartedTime(NO_TIME))
            .addActivityTasks(PollActivityTaskQueueResponse.getDefaultInstance())
            .build());
    assertThat(probe.waits).containsExactly(TaskKind.ACTIVITY.key() + " of w came along, 200");
  }

  private static Timestamp at(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  private void workflowTask(Timestamp scheduled, Timestamp started) {
    PolledTasks.tell(
        probe,
        PollWorkflowTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .setScheduledTime(scheduled)
            .setStartedTime(started)
            .build(),
        1);
  }

  private void activityTask(Timestamp scheduled, Timestamp started) {
    PolledTasks.tell(
        probe,
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
