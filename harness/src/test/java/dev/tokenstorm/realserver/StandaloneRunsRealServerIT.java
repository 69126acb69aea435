package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.cli.StandaloneRuns;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole runs of standalone activities on the newest server, which is asked itself what came of
 * each. The tests wait for its timeouts, side by side.
 */
@Timeout(300)
@OnNewestServer
final class StandaloneRunsRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final DevServerFixture server = DevServerFixture.shared();

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "sdk, sdk, token",
    "sdk, grpc, id",
    "wire, sdk, id",
    "wire, grpc, token",
    "wire, grpc, id"
  })
  void eachActivityIsCompletedFromOutsideWithoutAWorkflow(
      String worker, String completer, String by) {
    ProgramRun run =
        run("--executions 40 --in-flight 10 --audit all --worker %s --completer %s"
                    .formatted(worker, completer)
                + " --complete-by "
                + by)
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(40);
    assertThat(run.tokens("completed")).isEqualTo(40);
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(40);
    assertThat(closedAs(run, 40, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED))
        .isEqualTo(40);
    String method = "RespondActivityTaskCompleted" + (by.equals("id") ? "ById" : "");
    assertThat(run.rpc(method, "OK")).isEqualTo(40);
    assertThat(run.count("/figures/run/latency_seconds/result_seen/count")).isEqualTo(40);
    assertThat(run.rpc("result/PollActivityExecution", "OK")).isGreaterThanOrEqualTo(40);
    assertThat(run.rpcs())
        .extracting(rpc -> rpc.at("/method").asText())
        .noneMatch(name -> name.contains("Workflow"));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, sdk, token", "sdk, sdk, id", "wire, grpc, token", "wire, grpc, id"})
  void eachExecutionEndsAsItsDrawsSay(String worker, String completer, String by) {
    ProgramRun run =
        run("--executions 40 --rate 4/s --seed 7 --max-attempts 2 --start-to-close-timeout 8s"
                + " --outcomes complete=40,fail=25,cancel=10,abandon=25 --drain-timeout 120s"
                + " --audit all --worker %s --completer %s --complete-by %s"
                    .formatted(worker, completer, by))
            .passed();

    StandaloneRuns.assertEndsAsDrawn(run, 40);
    assertThat(closedAs(run, 40, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TIMED_OUT))
        .isEqualTo(run.workflows("timed_out"));
    assertThat(closedAs(run, 40, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_FAILED))
        .isEqualTo(run.workflows("failed"));
    assertThat(closedAs(run, 40, ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_CANCELED))
        .isEqualTo(run.workflows("cancelled"));
    assertThat(run.tokens("superseded")).isPositive();
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, token", "sdk, id", "grpc, id"})
  void heartbeatsKeepAnActivityAlivePastItsHeartbeatTimeout(String completer, String by) {
    ProgramRun run =
        run("--executions 5 --in-flight 5 --completion-delay 9s --heartbeat-timeout 4s"
                + " --heartbeat-interval 500ms --audit all"
                + " --completer %s --complete-by %s".formatted(completer, by))
            .passed();

    assertThat(run.tokens("issued")).isEqualTo(5);
    assertThat(run.tokens("completed")).isEqualTo(5);
    String method = "RecordActivityTaskHeartbeat" + (by.equals("id") ? "ById" : "");
    // Two at least are needed to bridge the delay.
    assertThat(run.rpc(method, "OK")).isGreaterThanOrEqualTo(10);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutHeartbeatsAnActivityTimesOut() {
    ProgramRun run =
        run("--executions 5 --in-flight 5 --outcomes abandon=100 --heartbeat-timeout 1s"
                + " --max-attempts 2 --drain-timeout 60s --audit all")
            .passed();

    assertThat(run.workflows("timed_out")).isEqualTo(5);
    assertThat(run.tokens("issued") + run.tokens("unissued")).isEqualTo(10);
    for (long n = 0; n < 5; n++) {
      assertThat(describe(run, n).getAttempt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void byIdTheHolderOfATimedOutAttemptCompletesTheOneInBackOff(String completer) {
    StandaloneRuns.assertCompletionByIdTakenInBackOff(
        flags -> run(flags + " --audit all"), completer);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void byIdTheHolderOfATimedOutAttemptFailsNothingInBackOff(String completer) {
    StandaloneRuns.assertFailureByIdRefusedInBackOff(
        flags -> run(flags + " --audit all"), completer);
  }

  private long closedAs(ProgramRun run, long executions, ActivityExecutionStatus status) {
    return LongStream.range(0, executions)
        .filter(n -> describe(run, n).getStatus() == status)
        .count();
  }

  private ActivityExecutionInfo describe(ProgramRun run, long n) {
    return server
        .stubs()
        .blockingStub()
        .describeActivityExecution(
            DescribeActivityExecutionRequest.newBuilder()
                .setNamespace("default")
                .setActivityId(run.workflowId(n))
                .build())
        .getInfo();
  }

  private ProgramRun run(String flags) {
    return ProgramRun.of(
        folder.resolve("out"), "--workload standalone --target " + server.address() + " " + flags);
  }
}
