package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.server.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs through something that resets every connection when it has reached an age. */
@Timeout(400)
final class CutConnectionsIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunWhosePollsAreCutCarriesItsPlanOutAndSaysWhatHappensToThem() throws Exception {
    ProgramRun run =
        run(
            Duration.ofMillis(2_500),
            "--stages 1s@4/s,5s@0/s,1s@4/s --drain-timeout 60s --start-to-close-timeout 5s");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.PASSED);
    assertCarriedOut(run, 8);
    assertThat(run.result().at("/cut_polls/count").asLong()).isGreaterThan(4);
    assertThat(run.out()).contains("polls for tasks were cut");
  }

  /** For longer than the target may be out of reach, nothing but polls is under way. */
  @Test
  @Tag("proof")
  void aPauseLongerThanATargetMayBeGoneEndsNoRunWhosePollsAreCut() throws Exception {
    assertCarriedOut(run(Duration.ofSeconds(4), "--rate 3/m --workflows 3 --drain-timeout 10s"), 3);
    assertCarriedOut(
        run(Duration.ofSeconds(12), "--stages 3s@4/s,60s@0/s,3s@4/s --drain-timeout 10s"), 24);
  }

  private ProgramRun run(Duration greatestAge, String load) throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=1ms");
        TcpProxy proxy = new TcpProxy(port(server), greatestAge)) {
      return ProgramRun.of(
          Files.createTempDirectory(folder, "run").resolve("results"),
          "--target 127.0.0.1:"
              + proxy.port()
              + " --worker wire --completer grpc --worker-pollers 2 "
              + load);
    }
  }

  /** A task that a cut poll was given may be lost past the drain, which is no end of the run's. */
  private static void assertCarriedOut(ProgramRun run, long planned) {
    assertThat(run.result().at("/ending/how").asText())
        .as(run.out() + run.err())
        .isEqualTo("finished");
    JsonNode counts = run.result().at("/ledger/workflows");
    assertThat(counts.path("intended").asLong()).isEqualTo(planned);
    assertThat(counts.path("not_reached").asLong()).isZero();
  }

  private static int port(NullServerProcess server) {
    return Integer.parseInt(server.address().substring(server.address().lastIndexOf(':') + 1));
  }
}
