package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.cli.ExitCode;
import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many standalone activities on the newest server, one that is killed among them, and one on which
 * they are turned off.
 */
@Tag("proof")
@OnNewestServer
@Timeout(900)
final class StandaloneProofRealServerIT {
  private static final int MANY = 2_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun.Started start(DevServerFixture server, String flags) {
    return ProgramRun.start(
        folder.resolve("out"),
        "--workload standalone --quiet --target " + server.address() + " " + flags);
  }

  private ProgramRun run(String flags) throws InterruptedException {
    return start(DevServerFixture.shared(), flags).result().passed();
  }

  @Test
  void twoThousandAreCompletedAndAudited() throws InterruptedException {
    ProgramRun run = run("--executions 2000 --audit all");

    assertThat(run.workflows("completed")).isEqualTo(MANY);
    assertThat(run.tokens("completed")).isEqualTo(MANY);
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(MANY);
    assertThat(run.result().at("/ending/unseen_results").isMissingNode()).isTrue();
  }

  @Test
  void twoThousandEndByIdAsTheyWereDrawn() throws InterruptedException {
    ProgramRun run =
        run(
            "--executions 2000 --audit all --complete-by id --completer grpc --in-flight 20"
                + " --outcomes complete=90,fail=5,cancel=3,abandon=2 --start-to-close-timeout 5s"
                + " --seed 5");

    RunPlan plan = run.plan();
    long unissued = run.tokens("unissued");
    Expectation expectation = Workloads.of(plan).expectation();
    assertThat(run.workflows("started")).isEqualTo(MANY);
    assertThat(run.workflows("wrong_ends")).isZero();
    assertThat(run.workflows("timed_out"))
        .isCloseTo(
            LongStream.range(0, MANY)
                .filter(
                    n ->
                        expectation.end(n, Expectation.Unissued.NONE).status()
                            == ExecutionEnd.Status.TIMED_OUT)
                .count(),
            within(unissued));
    // Each drawn abandon is a time-out of its attempt; a start that the server lost is one too.
    long abandons = LongStream.range(0, MANY).map(n -> abandons(plan, n)).sum();
    assertThat(abandons).isPositive();
    assertThat(run.tokens("superseded") + run.tokens("timed_out"))
        .isCloseTo(abandons, within(unissued));
  }

  /** Attempts that nobody answers, if each reaches a completer. */
  private static long abandons(RunPlan plan, long n) {
    Draws draws = new Draws(plan.seed(), plan.completion());
    long abandoned = 0;
    for (int attempt = 1; attempt <= plan.greeting().maxAttempts(); attempt++) {
      Outcome outcome = draws.outcome(n, 0, attempt);
      if (outcome == Outcome.ABANDON) {
        abandoned++;
      } else if (outcome != Outcome.FAIL) {
        return abandoned;
      }
    }
    return abandoned;
  }

  /**
   * Some more are started than are to be pending, for a server loses starts when it is busy. The
   * token of such a start comes after its timeout, which is long past the drain.
   */
  @Test
  void twoThousandArePendingAtOneTime() throws InterruptedException {
    ProgramRun run =
        start(
                DevServerFixture.shared(),
                "--park 2000 --executions 2100 --in-flight 2100 --start-to-close-timeout 10m"
                    + " --drain-timeout 1m --audit all --worker wire --completer grpc")
            .result();

    assertThat(run.result().at("/ending/how").asText()).isEqualTo("finished");
    assertThat(run.count("/figures/measure/tokens/pending_max")).isGreaterThanOrEqualTo(MANY);
    assertThat(run.count("/figures/release/completions/count")).isGreaterThanOrEqualTo(MANY - 16L);
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.count("/ledger/findings_total")).isZero();
    assertThat(run.tokens("completed")).isEqualTo(run.tokens("issued"));
    assertThat(run.workflows("completed")).isEqualTo(run.tokens("issued"));
    long lost = run.tokens("unissued");
    assertThat(run.workflows("terminated")).isEqualTo(lost);
    assertThat(lost).isLessThan(100);
    // Its clients have waited since the start, and see the results that there are.
    assertThat(run.count("/figures/run/latency_seconds/result_seen/count"))
        .isBetween(run.plan().awaitedResults() - lost, (long) run.plan().awaitedResults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--worker sdk --completer sdk --complete-by token",
        "--worker wire --completer grpc --complete-by id"
      })
  void nothingIsLostWhenTheServerIsKilledAndComesBack(String how)
      throws IOException, InterruptedException {
    String database = folder.resolve("temporal.db").toString();
    try (DevServerFixture server = DevServerFixture.start("--db-filename", database)) {
      ProgramRun.Started started =
          start(
              server,
              "--executions 120 --in-flight 20 --start-to-close-timeout 20s --audit all"
                  + " --drain-timeout 180s --max-attempts 5 "
                  + how);
      started.awaitClosed(20);
      server.kill();
      started.awaitErrors();
      server.restart();

      ProgramRun run = started.result().passed();
      assertThat(run.workflows("completed")).isEqualTo(120);
      assertThat(run.workflows("wrong_ends")).isZero();
      assertThat(run.tokens("unknown")).isZero();
      assertThat(run.count("/ledger/audit/workflows")).isEqualTo(120);
      assertThat(run.rpcs())
          .anySatisfy(rpc -> assertThat(rpc.at("/code").asText()).isEqualTo("UNAVAILABLE"));
      // Polls that were cut are made again.
      assertThat(run.result().at("/ending/unseen_results").isMissingNode()).isTrue();
    }
  }

  @Test
  void aServerThatHasThemTurnedOffGetsNoLoad() throws InterruptedException {
    try (DevServerFixture server =
        DevServerFixture.start(
            ServerSettings.DYNAMIC_CONFIG_VALUE, "activity.enableStandalone=false")) {
      ProgramRun run = start(server, "").result().exited(ExitCode.COULD_NOT);

      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains(
              server.address() + " has no standalone activities",
              "has them turned off; set activity.enableStandalone to true");
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }
}
