package dev.tokenstorm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tokenstorm.workload.LeftExecutions.LeftActivity;
import dev.tokenstorm.workload.LeftExecutions.LeftExecution;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LeftActivitiesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T19:28:38Z");

  private static LeftExecution left(Timestamp scheduled, Timestamp started) {
    return LeftActivities.left(
        DescribeActivityExecutionResponse.newBuilder()
            .setInfo(
                ActivityExecutionInfo.newBuilder()
                    .setActivityId("run-7")
                    .setRunId("a-run")
                    .setAttempt(2)
                    .setStatus(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING)
                    .setRunState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                    .setScheduleTime(scheduled)
                    .setLastStartedTime(started))
            .build());
  }

  private static Timestamp at(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  @Test
  void anOpenActivityHasTheTimesOfItsStartAndOfItsAttempt() {
    LeftExecution left = left(at(NOW.getEpochSecond(), 0), at(NOW.getEpochSecond(), 500_000_000));

    assertThat(left.startedAt()).isEqualTo(NOW);
    assertThat(left.runId()).isEqualTo("a-run");
    assertThat(left.pending()).hasSize(1);
    LeftActivity only = left.pending().get(0);
    assertThat(only.attempt()).isEqualTo(2);
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
