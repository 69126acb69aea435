package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.run.ExitState;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation.Unissued;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run of another workload than the greeting, which is handed to {@code run} as a value: from the
 * first check to the last file, what a run is made of knows executions, activities and tokens, and
 * nothing of what they are.
 */
@Timeout(120)
class SecondWorkloadTest {
  private static final int EXECUTIONS = 60;
  private static final int MAX_ATTEMPTS = 2;

  @TempDir Path folder = Path.of("");

  private final List<Interval> intervals = new ArrayList<>();
  private final OneActivityServer server = new OneActivityServer(MAX_ATTEMPTS);

  /** The plan's own executions have more activities: only the workload's shape is right. */
  private RunPlan plan(String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "target",
                server.address(),
                "workflows",
                String.valueOf(EXECUTIONS),
                "max-attempts",
                String.valueOf(MAX_ATTEMPTS),
                "audit",
                "all",
                "no-metrics",
                "true",
                "out",
                folder.resolve("out").toString()));
    all.addAll(List.of(flags));
    return TestPlans.plan(all.toArray(String[]::new));
  }

  private RunOutcome run(RunPlan plan) throws Exception {
    RunContext context = new RunContext(Clock.systemUTC(), "a test").with(OneActivityWorkload::new);
    try {
      return new RunExecution(plan, context).run(unused -> {}, intervals::add);
    } finally {
      server.close();
    }
  }

  private static long drawn(OneActivityWorkload workload, Status status) {
    return LongStream.range(0, EXECUTIONS)
        .filter(n -> workload.end(n, Unissued.NONE).status() == status)
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "grpc,token,'complete=70,fail=20,cancel=10'",
    "sdk,token,'complete=70,fail=20,cancel=10'",
    "grpc,id,complete=100"
  })
  void executionsOfOneActivityPassThroughAWholeRun(String completer, String by, String outcomes)
      throws Exception {
    RunPlan plan =
        plan("in-flight", "8", "completer", completer, "complete-by", by, "outcomes", outcomes);
    OneActivityWorkload workload = new OneActivityWorkload(plan);
    RunOutcome outcome = run(plan);
    RunResult result = outcome.result();

    assertThat(result.ending().how()).isEqualTo(How.FINISHED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().findings()).isEmpty();
    LedgerCounts counts = result.ledger().counts();
    assertThat(counts.started()).isEqualTo(EXECUTIONS);
    assertThat(counts.audited()).isEqualTo(EXECUTIONS);
    assertThat(counts.wrongEnds()).isZero();
    long completed = drawn(workload, Status.COMPLETED);
    assertThat(counts.workflows(ExecutionState.COMPLETED)).isEqualTo(completed).isPositive();
    assertThat(counts.workflows(ExecutionState.FAILED)).isEqualTo(drawn(workload, Status.FAILED));
    assertThat(counts.workflows(ExecutionState.CANCELLED))
        .isEqualTo(drawn(workload, Status.CANCELLED))
        .isEqualTo(counts.tokens(TokenState.CANCELLED));
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(completed);
    assertThat(server.closed(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED))
        .isEqualTo(completed);
    assertThat(server.workflowRequests()).isZero();
    assertThat(intervals).isNotEmpty();

    assertThat(outcome.verdict().reasons()).isEmpty();
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.report()).isTrue();
    Path kept = outcome.folder().orElseThrow();
    JsonNode document = new ObjectMapper().readTree(kept.resolve("result.json").toFile());
    assertThat(document.at("/ledger/workflows/completed").asLong()).isEqualTo(completed);
    assertThat(RunFolder.open(kept).directory()).isEqualTo(kept);
    assertThat(kept).isDirectoryContaining("glob:**/report.html");
  }

  /** Two tokens of each execution could be pending by the plan, and one by the workload. */
  @Test
  void aParkedRunHoldsOnUntilEachExecutionHasItsOnlyToken() throws Exception {
    RunResult result = run(plan("in-flight", "60", "park", "100")).result();

    assertThat(result.ending().how()).isEqualTo(How.NOT_PARKED);
    assertThat(result.ending().sentence())
        .isEqualTo(
            "Only 60 of the 100 tokens of --park were pending when nothing more was to start.");
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().counts().tokens(TokenState.COMPLETED)).isEqualTo(EXECUTIONS);
  }
}
