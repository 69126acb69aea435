package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the external completer can do with a pending activity besides completing it. The tests wait
 * for the server's timeouts, side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
final class OutcomesRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final DevServerFixture server = DevServerFixture.shared();

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, token", "sdk, id", "grpc, token", "grpc, id"})
  void aCancellationThatTheOutsidePartyReportsIsInTheHistory(String completer, String by) {
    ProgramRun run =
        run("--workflows 4 --in-flight 4 --outcomes cancel=100 --audit all --completer %s"
                    .formatted(completer)
                + " --complete-by "
                + by)
            .passed();

    assertThat(run.workflows("cancelled")).isEqualTo(4);
    assertThat(run.tokens("issued")).isEqualTo(8);
    assertThat(run.tokens("cancelled")).isEqualTo(8);
    for (int n = 0; n < 4; n++) {
      String id = run.workflowId(n);
      assertThat(server.history(id, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)).hasSize(2);
      assertThat(server.history(id, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)).hasSize(1);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anAbandonedActivityIsRetriedUntilItsLastAttemptTimesOut() {
    ProgramRun run =
        run("--workflows 10 --in-flight 10 --outcomes complete=50,abandon=50 --seed 5"
                + " --start-to-close-timeout 5s --max-attempts 2 --drain-timeout 60s --audit all")
            .passed();

    // A start that the server lost is another attempt that nobody answers for.
    long lost = run.tokens("unissued");
    DrawCheck courses = new DrawCheck(server, run, 10);
    assertThat(courses.attempts()).isEqualTo(run.tokens("issued") + lost);
    assertThat(courses.unlikeTheDraws()).isLessThanOrEqualTo(lost);
    assertThat(run.workflows("failed")).isBetween(1L, 9L);
    assertThat(run.workflows("completed")).isEqualTo(10 - run.workflows("failed"));
    assertThat(run.tokens("timed_out")).isPositive();
    assertThat(run.tokens("superseded")).isPositive();
    List<HistoryEvent> timeouts =
        LongStream.range(0, 10)
            .mapToObj(run::workflowId)
            .flatMap(
                id -> server.history(id, EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT).stream())
            .toList();
    assertThat((long) timeouts.size())
        .isBetween(run.tokens("timed_out"), run.tokens("timed_out") + lost);
    assertThat(timeouts)
        .allSatisfy(event -> assertThat(timeoutType(event)).isEqualTo("START_TO_CLOSE"));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, token", "grpc, id"})
  void heartbeatsKeepAPendingActivityAlivePastItsHeartbeatTimeout(String completer, String by) {
    ProgramRun run =
        run("--workflows 5 --in-flight 5 --steps 1 --completion-delay 5s --heartbeat-timeout 2s"
                + " --heartbeat-interval 500ms --audit all"
                + " --completer %s --complete-by %s".formatted(completer, by))
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(5);
    assertThat(run.tokens("issued")).isEqualTo(10);
    assertThat(run.tokens("completed")).isEqualTo(10);
    String method = "RecordActivityTaskHeartbeat" + (by.equals("id") ? "ById" : "");
    // Four at least are needed to bridge the delay.
    assertThat(run.rpc(method, "OK")).isGreaterThanOrEqualTo(30);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutHeartbeatsAPendingActivityTimesOut() {
    ProgramRun run =
        run("--workflows 5 --in-flight 5 --steps 1 --outcomes abandon=100 --heartbeat-timeout 1s"
                + " --max-attempts 2 --audit all")
            .passed();

    assertThat(run.workflows("failed")).isEqualTo(5);
    // First attempts are superseded and second ones time out; what the server lost has no token.
    assertThat(run.tokens("issued") + run.tokens("unissued")).isEqualTo(20);
    assertThat(run.tokens("superseded") + run.tokens("timed_out")).isEqualTo(run.tokens("issued"));
    assertThat(run.tokens("superseded")).isLessThanOrEqualTo(10);
    assertThat(run.tokens("timed_out")).isLessThanOrEqualTo(10);
    assertThat(server.history(run.workflowId(0), EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT))
        .hasSize(2)
        .allSatisfy(event -> assertThat(timeoutType(event)).isEqualTo("HEARTBEAT"));
  }

  /**
   * The server takes up to a second longer than a timeout says. So attempt 1 times out at 2 to 3 s
   * and attempt 2 begins a second later; what its holder does at 3.5 s finds attempt 2 in back-off
   * or pending, or was superseded, and then the holder of attempt 2 finds attempt 3 in a back-off
   * of 2 s.
   */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void byIdTheHolderOfATimedOutAttemptCompletesTheOneInBackOff(String completer) {
    ProgramRun run =
        run("--workflows 5 --in-flight 5 --steps 1 --complete-by id --completion-delay 3500ms"
                + " --start-to-close-timeout 2s --max-attempts 5 --drain-timeout 60s"
                + " --audit all --completer "
                + completer)
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(5);
    assertThat(run.tokens("completed")).isEqualTo(10);
    // Of the attempt in back-off no token ever appears, but the history has it.
    assertThat(run.tokens("unissued")).isPositive();
    assertThat(new DrawCheck(server, run, 5).attempts())
        .isEqualTo(run.tokens("issued") + run.tokens("unissued"));
    assertThat(run.rpc("RespondActivityTaskCompletedById", "OK")).isEqualTo(10);
  }

  /**
   * Attempt 2 begins at 3 to 4 s, attempt 3 at most 5 s after it, attempt 4 not before 6 s after
   * that: the holders of attempt 1, and of attempt 2 unless attempt 3 is late, have nothing to do.
   */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void byIdWorkForASupersededAttemptIsNotSent() {
    ProgramRun run =
        run("--workflows 5 --in-flight 5 --steps 1 --complete-by id --completion-delay 5s"
                + " --start-to-close-timeout 2s --max-attempts 6 --drain-timeout 60s"
                + " --audit all --completer grpc")
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(5);
    assertThat(run.tokens("completed")).isEqualTo(10);
    assertThat(run.tokens("superseded")).isGreaterThanOrEqualTo(10);
    // One call an activity: those of the superseded attempts were never made.
    assertThat(run.rpc("RespondActivityTaskCompletedById", "OK")).isEqualTo(10);
    assertThat(run.rpc("RespondActivityTaskCompletedById", "NOT_FOUND")).isZero();
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(folder.resolve("out"), "--target " + server.address() + " " + flags);
  }

  /** What ran out, without the prefix of the enumeration. */
  private static String timeoutType(HistoryEvent event) {
    TimeoutType type =
        event
            .getActivityTaskTimedOutEventAttributes()
            .getFailure()
            .getTimeoutFailureInfo()
            .getTimeoutType();
    return type.name().replace("TIMEOUT_TYPE_", "");
  }
}
