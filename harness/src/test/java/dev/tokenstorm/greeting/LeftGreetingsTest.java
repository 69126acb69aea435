package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.LeftExecutions.LeftActivity;
import dev.tokenstorm.workload.LeftExecutions.LeftExecution;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LeftGreetingsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T19:28:38Z");

  /** Returns an open greeting with one attempt under way. */
  private static LeftExecution left(Timestamp started, Timestamp attempt) {
    GreetingHistory history =
        new GreetingHistory(new Greetings(TestPlans.plan("workflows", "1").greeting()));
    history.add(
        HistoryEvent.newBuilder()
            .setEventType(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
            .setEventTime(started)
            .build());
    return LeftGreetings.open(
        history,
        DescribeWorkflowExecutionResponse.newBuilder()
            .setWorkflowExecutionInfo(
                WorkflowExecutionInfo.newBuilder()
                    .setExecution(WorkflowExecution.newBuilder().setRunId("a-run")))
            .addPendingActivities(
                PendingActivityInfo.newBuilder()
                    .setActivityId("5")
                    .setAttempt(3)
                    .setState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                    .setLastStartedTime(attempt))
            .build());
  }

  private static Timestamp at(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  @Test
  void anOpenGreetingHasTheTimesOfItsStartAndOfItsAttempts() {
    LeftExecution left = left(at(NOW.getEpochSecond(), 0), at(NOW.getEpochSecond(), 500_000_000));

    assertThat(left.startedAt()).isEqualTo(NOW);
    assertThat(left.runId()).isEqualTo("a-run");
    LeftActivity only = left.pending().get(0);
    assertThat(only.attempt()).isEqualTo(3);
    assertThat(only.startedAt()).contains(NOW.plusMillis(500));
  }

  /** A server that tells nonsense breaks no take-up. */
  @Test
  void timesThatNoClockShowsAreFarAway() {
    LeftExecution left =
        left(at(Long.MIN_VALUE, Integer.MIN_VALUE), at(Long.MAX_VALUE, Integer.MAX_VALUE));

    assertThat(left.startedAt()).isBefore(NOW.minusSeconds(3_000_000_000L));
    assertThat(left.pending().get(0).startedAt().orElseThrow())
        .isAfter(NOW.plusSeconds(2_000_000_000L));
  }
}
