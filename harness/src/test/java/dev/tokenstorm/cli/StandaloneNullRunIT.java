package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs of standalone activities on the null front end, which loses nothing unless it is told to.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class StandaloneNullRunIT {
  private static final int EXECUTIONS = 200;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun run(String flags) {
    return ProgramRun.of(
        folder.resolve("out"),
        "--workload standalone --quiet --audit all --require-trust off " + flags);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, sdk, token", "wire, grpc, token", "sdk, sdk, id", "wire, grpc, id"})
  void eachExecutionEndsAsItsDrawsSay(String worker, String completer, String by) {
    ProgramRun run =
        run("--target null --executions 200 --rate 50/s --seed 5 --max-attempts 2"
                + " --start-to-close-timeout 8s --drain-timeout 120s"
                + " --outcomes complete=60,fail=20,cancel=10,abandon=10"
                + " --worker %s --completer %s --complete-by %s".formatted(worker, completer, by))
            .passed();

    StandaloneRuns.assertEndsAsDrawn(run, EXECUTIONS);
    assertThat(run.tokens("unissued")).isZero();
  }

  /** A completion whose reply is lost is refused when it is made again, and has closed all. */
  @ParameterizedTest
  @CsvSource({"token", "id"})
  void lostRepliesUnbalanceNothing(String by) {
    ProgramRun run =
        run("--target null:lose-replies=10% --executions 200 --in-flight 50 --seed 7"
                + " --start-to-close-timeout 60s --worker wire --completer grpc --complete-by "
                + by)
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(EXECUTIONS);
    assertThat(run.tokens("completed")).isEqualTo(EXECUTIONS);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void aCompletionByIdIsTakenInBackOff(String completer) {
    StandaloneRuns.assertCompletionByIdTakenInBackOff(
        flags -> run("--target null " + flags), completer);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void aFailureByIdIsRefusedInBackOff(String completer) {
    StandaloneRuns.assertFailureByIdRefusedInBackOff(
        flags -> run("--target null " + flags), completer);
  }

  @Test
  void clientsThatWaitSeeResultsOnceTheyAreThere() {
    ProgramRun run =
        run("--target null --executions 200 --in-flight 20 --worker wire --completer grpc"
                + " --await-results 20 --outcomes complete=80,fail=20 --max-attempts 1")
            .passed();

    long seen = run.count("/figures/run/latency_seconds/result_seen/count");
    assertThat(seen).isBetween(20L, 200L);
    assertThat(run.rpc("result/PollActivityExecution", "OK")).isGreaterThanOrEqualTo(seen);
    assertThat(run.rpc("PollActivityExecution", "OK")).isZero();
  }

  @Test
  void withoutClientsNoResultIsAskedFor() {
    ProgramRun run =
        run("--target null --executions 50 --in-flight 20 --worker wire --completer grpc"
                + " --await-results 0")
            .passed();

    assertThat(run.rpcs())
        .extracting(rpc -> rpc.at("/method").asText())
        .noneMatch(name -> name.endsWith("PollActivityExecution"));
  }

  @Test
  void parkedActivitiesAreCompletedInAPhaseOfTheirOwn() {
    ProgramRun run =
        run("--target null --park 300 --worker wire --completer grpc --in-flight 300"
                + " --executions 300")
            .passed();

    assertThat(run.tokens("completed")).isEqualTo(300);
    assertThat(run.count("/figures/measure/latency_seconds/completion_call/count")).isZero();
    // A completer's first call waits for its connection, and is no load.
    assertThat(run.count("/figures/release/latency_seconds/completion_call/count"))
        .isBetween(300L - 16, 300L);
  }

  /** Each command strikes tokens that are completed, failed and retried, by token and by id. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, sdk, token", "wire, grpc, id"})
  void operatorsPauseResetAndChangeWhatIsPending(String worker, String completer, String by) {
    ProgramRun run =
        run("--target null --executions 200 --in-flight 50 --seed 11 --max-attempts 2"
                + " --outcomes complete=60,fail=30,cancel=10"
                + " --operate pause=30%:200ms,reset=30%,options=30%"
                + " --worker %s --completer %s --complete-by %s".formatted(worker, completer, by))
            .passed();

    Map<OperatorCommand, Long> drawn = commands(run.plan());
    assertThat(drawn.keySet())
        .containsExactlyInAnyOrder(
            OperatorCommand.PAUSE, OperatorCommand.RESET, OperatorCommand.OPTIONS);
    drawn.forEach(
        (command, count) ->
            assertThat(run.count("/ledger/operators/" + command.key() + "/taken"))
                .as(command.key())
                .isEqualTo(count));
    assertThat(
            run.count("/ledger/operators/unpause/taken")
                + run.count("/ledger/operators/unpause/late")
                + run.count("/ledger/operators/outlived"))
        .isEqualTo(drawn.get(OperatorCommand.PAUSE));
    // A failure that is followed by the first attempt again is one more token.
    assertThat(run.tokens("issued")).isGreaterThan(attempts(run.plan()));
    assertThat(run.tokens("unissued")).isZero();
  }

  /** Its answer says that the activity is paused, or is to be reset, which the SDK throws. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk", "grpc"})
  void heartbeatsOfWhatAnOperatorActsOnAreTaken(String completer) {
    ProgramRun run =
        run("--target null --executions 40 --in-flight 40 --max-attempts 1 --worker wire"
                + " --heartbeat-interval 500ms --heartbeat-timeout 4s --completion-delay 12s"
                + " --operate pause=50%:20s,reset=50% --completer "
                + completer)
            .passed();

    assertThat(run.count("/ledger/operators/pause/taken")).isPositive();
    assertThat(run.count("/ledger/operators/reset/taken")).isPositive();
    assertThat(run.tokens("completed")).isEqualTo(40);
    // A back-off would have become longer than the timeout.
    assertThat(run.tokens("issued")).isEqualTo(40);
  }

  private static Map<OperatorCommand, Long> commands(RunPlan plan) {
    Draws draws = Workloads.of(plan).draws();
    return LongStream.range(0, EXECUTIONS)
        .boxed()
        .flatMap(n -> Stream.of(draws.command(n, 0, 1, 2), draws.command(n, 0, 2, 2)))
        .flatMap(Optional::stream)
        .collect(Collectors.groupingBy(command -> command, Collectors.counting()));
  }

  /** Attempts that the draws call for where nothing is reset. */
  private static long attempts(RunPlan plan) {
    Draws draws = Workloads.of(plan).draws();
    return LongStream.range(0, EXECUTIONS)
        .map(n -> draws.outcome(n, 0, 1) == Outcome.FAIL ? 2 : 1)
        .sum();
  }

  @Test
  void whatIsLeftOpenIsTerminated() {
    ProgramRun run =
        run(
            "--target null --executions 20 --in-flight 20 --outcomes abandon=100"
                + " --start-to-close-timeout 60s --drain-timeout 1s");

    assertThat(run.workflows("terminated")).isEqualTo(20);
    assertThat(run.tokens("orphaned")).isEqualTo(20);
    assertThat(run.count("/ledger/findings_total")).isZero();
    // Each has a client, of a hundred, that waits in vain.
    assertThat(run.count("/ending/unseen_results")).isEqualTo(20);
    assertThat(run.rpc("result/PollActivityExecution", "CANCELLED")).isEqualTo(20);
    assertThat(run.out()).contains("20 results that a client waited for were not seen");
  }
}
