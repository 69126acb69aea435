package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.KnownIdWorkload.Moment;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.settings.TestPlans;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Runs in which completers act by id on standalone activities that no worker has: what a server
 * takes of that, and what the ledger makes of it.
 */
public final class KnownIdRun {
  private static final int EXECUTIONS = 8;
  private static final int POLL_SECONDS = 3;
  private static final String DRAIN_TIMEOUT = "drain-timeout";

  /** Time enough for each call to be refused. */
  private static final String SOON = "8s";

  private KnownIdRun() {}

  /** Each completer at each moment. */
  public static Stream<Arguments> momentsAndCompleters() {
    return Stream.of(Moment.values())
        .flatMap(
            moment ->
                Stream.of("sdk", "grpc").map(completer -> Arguments.of(moment.name(), completer)));
  }

  /** A completion is taken, closes the activity, and no worker ever gets it. */
  public static void assertCompletedBeforeAWorkerHasIt(
      String moment, String completer, String address, WorkflowServiceStubs stubs)
      throws Exception {
    RunPlan plan = plan(address, completer, "audit", "all");
    RunOutcome outcome = run(plan, moment);
    RunResult result = outcome.result();

    LedgerCounts counts = balanced(result);
    assertThat(outcome.verdict().reasons()).isEmpty();
    assertThat(counts.workflows(ExecutionState.COMPLETED)).isEqualTo(EXECUTIONS);
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(EXECUTIONS);
    assertThat(counts.audited()).isEqualTo(EXECUTIONS);
    assertThat(calls(result, "RespondActivityTaskCompletedById", "OK")).isEqualTo(EXECUTIONS);
    // So the completions outnumber the attempts that any worker started.
    assertThat(taskIsThere(plan, stubs)).isFalse();
  }

  /** A cancellation closes it before anybody could report that. */
  public static void assertCancelledBeforeAWorkerHasIt(
      String moment, String completer, String address) throws Exception {
    RunPlan plan = plan(address, completer, "audit", "all", "outcomes", "cancel=100");
    RunOutcome outcome = run(plan, moment);

    LedgerCounts counts = balanced(outcome.result());
    assertThat(outcome.verdict().reasons()).isEmpty();
    assertThat(counts.workflows(ExecutionState.CANCELLED)).isEqualTo(EXECUTIONS);
    assertThat(counts.tokens(TokenState.CANCELLED)).isEqualTo(EXECUTIONS);
    assertThat(calls(outcome.result(), "RespondActivityTaskCanceledById", "OK")).isZero();
  }

  /** A failure is refused: the activity stays open until the run ends it. */
  public static void assertFailureRefusedBeforeAWorkerHasIt(
      String moment, String completer, String address) throws Exception {
    assertRefused(
        plan(address, completer, DRAIN_TIMEOUT, SOON, "outcomes", "fail=100"),
        moment,
        "RespondActivityTaskFailedById");
  }

  /** A heartbeat by id is refused before a worker has the activity. */
  public static void assertHeartbeatRefusedBeforeAWorkerHasIt(
      String moment, String completer, String address) throws Exception {
    assertRefused(
        plan(
            address,
            completer,
            DRAIN_TIMEOUT,
            SOON,
            "heartbeat-interval",
            "100ms",
            "outcomes",
            "abandon=100"),
        moment,
        "RecordActivityTaskHeartbeatById");
  }

  private static void assertRefused(RunPlan plan, String moment, String method) throws Exception {
    RunResult result = run(plan, moment).result();

    LedgerCounts counts = balanced(result);
    assertThat(calls(result, method, "NOT_FOUND")).isGreaterThanOrEqualTo(EXECUTIONS);
    assertThat(calls(result, method, "OK")).isZero();
    assertThat(counts.workflows(ExecutionState.TERMINATED)).isEqualTo(EXECUTIONS);
    assertThat(counts.tokens(TokenState.ORPHANED)).isEqualTo(EXECUTIONS);
  }

  private static RunPlan plan(String address, String completer, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "workload",
                "standalone",
                "target",
                address,
                "workflows",
                String.valueOf(EXECUTIONS),
                "in-flight",
                String.valueOf(EXECUTIONS),
                "complete-by",
                "id",
                "completer",
                completer,
                "no-metrics",
                "true"));
    all.addAll(List.of(flags));
    return TestPlans.planOfItsOwnRun(all.toArray(String[]::new));
  }

  private static RunOutcome run(RunPlan plan, String moment) throws Exception {
    RunContext context =
        new RunContext(Clock.systemUTC(), "a test")
            .withoutFiles()
            .with(any -> new KnownIdWorkload(any, Moment.valueOf(moment)));
    return new RunExecution(plan, context).run(unused -> {}, unused -> {});
  }

  private static LedgerCounts balanced(RunResult result) {
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().findings()).isEmpty();
    LedgerCounts counts = result.ledger().counts();
    assertThat(counts.started()).isEqualTo(EXECUTIONS);
    assertThat(counts.issued()).isEqualTo(EXECUTIONS);
    assertThat(counts.unissued()).isZero();
    assertThat(counts.wrongEnds()).isZero();
    return counts;
  }

  private static long calls(RunResult result, String method, String code) {
    return result.rpc().entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(method))
        .filter(entry -> entry.getKey().code().equals(code))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether a worker that comes now gets anything. */
  private static boolean taskIsThere(RunPlan plan, WorkflowServiceStubs stubs) {
    try {
      return !stubs
          .blockingStub()
          .withDeadlineAfter(POLL_SECONDS, TimeUnit.SECONDS)
          .pollActivityTaskQueue(
              PollActivityTaskQueueRequest.newBuilder()
                  .setNamespace("default")
                  .setTaskQueue(TaskQueue.newBuilder().setName(plan.target().taskQueue()))
                  .build())
          .getTaskToken()
          .isEmpty();
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      return false;
    }
  }
}
