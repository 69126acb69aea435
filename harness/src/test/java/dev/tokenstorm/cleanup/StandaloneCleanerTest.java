package dev.tokenstorm.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.activity.v1.ActivityExecutionListInfo;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a front end that lists activities whatever the query, and no workflow. */
@Timeout(60)
final class StandaloneCleanerTest {
  private static final String RUN = "20261122-193015-4f2a";

  private final FrontEnd frontEnd = new FrontEnd();

  /** The type of each open activity, by its id. */
  private final Map<String, String> open = new TreeMap<>();

  @BeforeEach
  void serve() {
    frontEnd.answer("ListActivityExecutions", unused -> list());
    frontEnd.answer("TerminateActivityExecution", this::terminate);
  }

  @AfterEach
  void stop() {
    frontEnd.close();
  }

  @Test
  void standaloneActivitiesOfTheRunAreTerminatedAndNoOthers() throws Exception {
    open.put(RUN + "-0", "ComposeGreeting");
    open.put(RUN + "-17", "ComposeGreeting");
    open.put(RUN + "-18", "Other");
    open.put(RUN + "-01", "ComposeGreeting");
    open.put("another-run-1", "ComposeGreeting");

    assertThat(clean()).isEqualTo("2 executions");

    assertThat(open.keySet()).containsExactlyInAnyOrder(RUN + "-18", RUN + "-01", "another-run-1");
    assertThat(frontEnd.received(TerminateActivityExecutionRequest.class))
        .allSatisfy(
            request -> {
              assertThat(request.getRunId()).isEqualTo("r" + request.getActivityId());
              assertThat(request.getReason()).isEqualTo("tokenstorm clean " + RUN);
            });
  }

  @Test
  void anActivityWhoseAttemptIsUnderWayHasAToken() throws Exception {
    open.put(RUN + "-0", "ComposeGreeting");
    open.put(RUN + "-1", "ComposeGreeting");
    frontEnd.answer(
        "DescribeActivityExecution",
        unused ->
            DescribeActivityExecutionResponse.newBuilder()
                .setInfo(
                    ActivityExecutionInfo.newBuilder()
                        .setRunState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED))
                .build());
    assertThat(clean()).isEqualTo("2 executions with 2 pending tokens");
  }

  @Test
  void oneThatClosedMeanwhileIsNotCounted() throws Exception {
    open.put(RUN + "-0", "ComposeGreeting");
    frontEnd.failNext("TerminateActivityExecution", Status.FAILED_PRECONDITION);
    assertThat(clean()).isEqualTo("1 execution");
    assertThat(frontEnd.received(TerminateActivityExecutionRequest.class)).hasSize(2);
  }

  @Test
  void aServerThatHasNoneHasNoneOpen() throws Exception {
    frontEnd.refuse("ListActivityExecutions", Status.UNIMPLEMENTED);
    assertThat(clean()).isEqualTo("nothing");
  }

  @Test
  void aStoreThatKnowsNoPrefixesIsAskedForAll() throws Exception {
    open.put(RUN + "-0", "ComposeGreeting");
    frontEnd.failNext("ListActivityExecutions", Status.INVALID_ARGUMENT);
    assertThat(clean()).isEqualTo("1 execution");
    assertThat(frontEnd.received(ListActivityExecutionsRequest.class).get(1).getQuery())
        .doesNotContain("STARTS_WITH");
  }

  @Test
  void aListingThatIsRefusedIsNotTakenForAnEmptyOne() {
    frontEnd.refuse("ListActivityExecutions", Status.PERMISSION_DENIED);
    assertThatThrownBy(this::clean)
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refused the credentials");
  }

  private String clean() throws InterruptedException {
    try (Target target = frontEnd.target()) {
      Cleaner cleaner =
          new Cleaner(
              target,
              Workloads.open("default", RUN),
              RUN,
              NanoClock.SYSTEM,
              Duration.ofMillis(10),
              unused -> {});
      var unused = cleaner.clean();
      return cleaner.words();
    }
  }

  private synchronized Message list() {
    ListActivityExecutionsResponse.Builder answer = ListActivityExecutionsResponse.newBuilder();
    open.forEach(
        (id, type) ->
            answer.addExecutions(
                ActivityExecutionListInfo.newBuilder()
                    .setActivityId(id)
                    .setRunId("r" + id)
                    .setActivityType(ActivityType.newBuilder().setName(type))
                    .setStatus(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_RUNNING)));
    return answer.build();
  }

  private synchronized Message terminate(Message request) {
    open.remove(((TerminateActivityExecutionRequest) request).getActivityId());
    return TerminateActivityExecutionResponse.getDefaultInstance();
  }
}
