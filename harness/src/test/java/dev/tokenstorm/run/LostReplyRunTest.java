package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole runs on the null front end that complete by id and lose replies. A completion that is made
 * again is then refused, because the activity has closed, and the server's record settles it.
 */
@Execution(ExecutionMode.CONCURRENT) // they wait for calls to be made again
@Timeout(300)
final class LostReplyRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");
  private static final String COMPLETION = "RespondActivityTaskCompletedById";
  private static final int STARTED = 100;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private RunResult result(String... namesAndValues) throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "complete-by",
                "id",
                "worker",
                "wire",
                "rate",
                "100/s",
                "duration",
                "1s",
                // No attempt times out before its call is made again.
                "start-to-close-timeout",
                "2m",
                "drain-timeout",
                "2m",
                "audit",
                "all",
                "seed",
                "7",
                "no-metrics",
                "true",
                "out",
                folder.resolve("out").toString()));
    all.addAll(List.of(namesAndValues));
    RunPlan plan = TestPlans.plan(all.toArray(String[]::new));
    RunOutcome outcome = new RunExecution(plan, CONTEXT).run(new RecordedRun());
    assertThat(outcome.verdict().reasons()).isEmpty();
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    LedgerCounts counts = outcome.result().ledger().counts();
    assertThat(outcome.result().ledger().imbalances()).isEmpty();
    assertThat(outcome.result().ledger().findings()).isEmpty();
    assertThat(counts.started()).isEqualTo(STARTED);
    assertThat(counts.audited()).isEqualTo(STARTED);
    assertThat(counts.workflows(ExecutionState.COMPLETED)).isEqualTo(STARTED);
    assertThat(counts.tokens(TokenState.UNKNOWN)).isZero();
    return outcome.result();
  }

  private static void assertAllCompletedAtTheirFirstAttempt(RunResult result, int activities) {
    LedgerCounts counts = result.ledger().counts();
    assertThat(counts.issued()).isEqualTo((long) activities * STARTED);
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(counts.issued());
  }

  private static long answers(RunResult result, String code) {
    return result.rpc().entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(COMPLETION))
        .filter(entry -> entry.getKey().code().equals(code))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** A standalone activity's own record outlasts it, so its server knows why. */
  @ParameterizedTest
  @CsvSource({
    "greeting, 4, sdk, NOT_FOUND",
    "greeting, 4, grpc, NOT_FOUND",
    "standalone, 1, sdk, FAILED_PRECONDITION",
    "standalone, 1, grpc, FAILED_PRECONDITION",
  })
  void aSecondCompletionIsRefusedAndTheFirstCounts(
      String workload, int activities, String completer, String refusal) throws Exception {
    RunResult result =
        result("target", "null:lose-replies=20%", "workload", workload, "completer", completer);

    assertAllCompletedAtTheirFirstAttempt(result, activities);
    assertThat(answers(result, "UNAVAILABLE")).as("replies that were lost").isPositive();
    assertThat(answers(result, refusal)).as("second completions").isPositive();
  }

  /** A failure that is made again may fail the next attempt, so there have to be enough of them. */
  @ParameterizedTest
  @CsvSource({"greeting, sdk", "greeting, grpc", "standalone, sdk", "standalone, grpc"})
  void failuresThatAreMadeAgainLoseNothing(String workload, String completer) throws Exception {
    RunResult result =
        result(
            "target",
            "null:lose-replies=20%",
            "workload",
            workload,
            "completer",
            completer,
            "outcomes",
            "complete=80,fail=20",
            "max-attempts",
            "50");

    assertThat(result.ledger().counts().tokens(TokenState.FAILED)).isPositive();
  }
}
