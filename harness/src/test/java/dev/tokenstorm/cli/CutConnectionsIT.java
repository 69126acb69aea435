package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.server.TcpProxy;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs through something that resets every connection when it has reached an age.
 *
 * <p>A server that hands a task to a poll writes down its start before it answers. If the poll is
 * cut in between, the task comes again after its timeout, so a workflow closes within a drain that
 * is longer than that.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
final class CutConnectionsIT {
  private static final String THREE = "--rate 3/m --workflows 3 ";

  /** Between the stages nothing but polls is under way, for longer than a target may be gone. */
  private static final String PAUSE = "--stages 3s@4/s,60s@0/s,3s@4/s ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunWhosePollsAreCutCarriesItsPlanOutAndSaysWhatHappensToThem() throws Exception {
    ProgramRun run =
        run(
            1_500,
            "--stages 500ms@8/s,4s@0/s,500ms@8/s --drain-timeout 60s --start-to-close-timeout 4s");

    assertCompleted(run, 8);
    assertThat(run.result().at("/cut_polls/count").asLong()).isGreaterThan(4);
    assertThat(run.out()).contains("polls for tasks were cut");
  }

  @ParameterizedTest
  @CsvSource({"4000, 3, '" + THREE + "'", "12000, 24, '" + PAUSE + "'"})
  @Tag("proof")
  @Execution(ExecutionMode.CONCURRENT)
  void everyWorkflowClosesInADrainThatIsLongerThanTheTimeouts(
      long ageMillis, long workflows, String load) throws Exception {
    assertCompleted(run(ageMillis, load + "--drain-timeout 3m"), workflows);
  }

  /** What is lost comes again after the drain, and is accounted for all the same. */
  @ParameterizedTest
  @CsvSource({"4000, 3, '" + THREE + "'", "12000, 24, '" + PAUSE + "'"})
  @Tag("proof")
  @Execution(ExecutionMode.CONCURRENT)
  void everyWorkflowIsAccountedForAfterADrainThatIsShorter(
      long ageMillis, long workflows, String load) throws Exception {
    ProgramRun run = run(ageMillis, load + "--drain-timeout 10s");

    assertCarriedOut(run, workflows);
    assertThat(run.workflows("completed") + run.workflows("terminated")).isEqualTo(workflows);
    if (run.workflows("terminated") > 0) {
      run.exited(ExitCode.FAILED);
      assertThat(run.out().replaceAll("\\s+", " "))
          .contains(
              "did not close before --drain-timeout",
              "A task that such a poll had been given is lost until it times out, after 1m; only a"
                  + " --drain-timeout above that waits for it.");
    } else {
      run.passed();
    }
  }

  private ProgramRun run(long ageMillis, String load) throws Exception {
    Path results = Files.createTempDirectory(folder, "run").resolve("results");
    try (NullFrontEnd server = NullFrontEnds.start();
        TcpProxy proxy = new TcpProxy(server.port())) {
      ProgramRun.Started run =
          ProgramRun.start(
              results,
              "--target 127.0.0.1:"
                  + proxy.port()
                  + " --worker wire --completer grpc --worker-pollers 2 "
                  + load);
      run.await(() -> Files.exists(results.resolve("intervals.csv")));
      proxy.cutAt(Duration.ofMillis(ageMillis));
      return run.result();
    }
  }

  private static void assertCompleted(ProgramRun run, long planned) {
    assertCarriedOut(run.passed(), planned);
    assertThat(run.workflows("completed")).isEqualTo(planned);
  }

  private static void assertCarriedOut(ProgramRun run, long planned) {
    assertThat(run.result().at("/ending/how").asText())
        .as(run.out() + run.err())
        .isEqualTo("finished");
    assertThat(run.result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(run.workflows("intended")).isEqualTo(planned);
    assertThat(run.workflows("started")).isEqualTo(planned);
    assertThat(run.workflows("not_reached")).isZero();
  }
}
