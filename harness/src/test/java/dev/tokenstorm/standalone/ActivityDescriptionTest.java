package dev.tokenstorm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.activity.v1.ActivityExecutionOutcome;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The times are those that a real server of 1.32.1 gives in each case. */
class ActivityDescriptionTest {
  private final ActivityExecutionInfo.Builder info =
      ActivityExecutionInfo.newBuilder().setAttempt(2);
  private final ActivityExecutionOutcome.Builder outcome = ActivityExecutionOutcome.newBuilder();

  private ActivityDescriptionTest startedAt(long millis) {
    info.setLastStartedTime(Timestamps.fromMillis(millis));
    return this;
  }

  private ActivityDescriptionTest attemptOverAt(long millis) {
    info.setLastAttemptCompleteTime(Timestamps.fromMillis(millis));
    return this;
  }

  private ActivityDescriptionTest failed(Failure.Builder failure) {
    outcome.setFailure(failure);
    return this;
  }

  private ActivityDescriptionTest timedOut(TimeoutType type) {
    return failed(
        Failure.newBuilder()
            .setTimeoutFailureInfo(TimeoutFailureInfo.newBuilder().setTimeoutType(type)));
  }

  private Evidence evidence(ActivityExecutionStatus status) {
    return ActivityDescription.evidence(
        DescribeActivityExecutionResponse.newBuilder()
            .setInfo(info.setStatus(status))
            .setOutcome(outcome)
            .build());
  }

  private static ActivityEvidence activity(Evidence evidence) {
    assertThat(evidence.activities()).containsOnlyKeys(0);
    return evidence.activities().values().iterator().next();
  }

  private static int startedAttempt(Evidence evidence) {
    return activity(evidence).startedAttempt();
  }

  @Test
  void aCompletedActivityHasItsResultAndItsTime() {
    outcome.setResult(JsonTexts.write("Hello World 7"));
    info.setExecutionDuration(Durations.fromMillis(1_500));
    Evidence evidence =
        startedAt(10)
            .attemptOverAt(20)
            .evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED);

    assertThat(evidence.end()).contains(ExecutionEnd.completed("Hello World 7"));
    assertThat(evidence.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_500));
    assertThat(activity(evidence))
        .isEqualTo(new ActivityEvidence(1, 1, 2, Closing.COMPLETED, "Hello World 7"));
  }

  @Test
  void aFailureIsTheCompletersOrAnother() {
    startedAt(10).attemptOverAt(20);
    Failure.Builder ofCompleter =
        Failure.newBuilder().setApplicationFailureInfo(ApplicationFailureInfo.newBuilder());
    Evidence evidence =
        failed(ofCompleter).evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_FAILED);
    assertThat(evidence.end()).contains(ExecutionEnd.failed(Cause.APPLICATION));
    assertThat(activity(evidence)).isEqualTo(new ActivityEvidence(1, 1, 2, Closing.FAILED, ""));
    assertThat(
            failed(Failure.newBuilder())
                .evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_FAILED)
                .end())
        .contains(ExecutionEnd.failed(Cause.OTHER));
  }

  @Test
  void whatWaitsForARetryHasStartedTheAttemptBeforeOnly() {
    startedAt(10).attemptOverAt(20);
    Evidence pending = evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING);
    assertThat(pending.end()).isEmpty();
    assertThat(activity(pending)).isEqualTo(new ActivityEvidence(1, 0, 1, Closing.NONE, ""));
    assertThat(startedAttempt(evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_CANCELED)))
        .isEqualTo(1);
    assertThat(
            startedAttempt(evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED)))
        .isEqualTo(1);
    // A cancellation or a termination of a running attempt leaves that time as it is.
    startedAt(30);
    assertThat(startedAttempt(evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_CANCELED)))
        .isEqualTo(2);
  }

  @Test
  void anActivityThatNoWorkerTookHasNoAttempt() {
    assertThat(
            startedAttempt(evidence(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED)))
        .isZero();
  }

  @Test
  void aTimeoutOfAllAttemptsDoesNotSayWhichWasStarted() {
    startedAt(10).attemptOverAt(20);
    ActivityExecutionStatus status = ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TIMED_OUT;
    Evidence evidence = timedOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE).evidence(status);
    assertThat(evidence.end()).contains(ExecutionEnd.of(Status.TIMED_OUT));
    assertThat(activity(evidence)).isEqualTo(new ActivityEvidence(1, 1, 2, Closing.TIMED_OUT, ""));
    assertThat(startedAttempt(timedOut(TimeoutType.TIMEOUT_TYPE_HEARTBEAT).evidence(status)))
        .isEqualTo(2);
    assertThat(
            startedAttempt(timedOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE).evidence(status)))
        .isZero();
  }
}
