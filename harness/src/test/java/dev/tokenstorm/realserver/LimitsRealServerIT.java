package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a server allows. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
@ResourceLock(DevServerFixture.COUNTS)
@Timeout(600)
final class LimitsRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void throttledPollsAreCountedByMethodCauseAndScopeAndNothingIsLost() {
    try (DevServerFixture server =
        DevServerFixture.start("--dynamic-config-value", "frontend.namespaceRPS=25")) {
      ProgramRun run =
          ProgramRun.of(
                  folder.resolve("out"),
                  "--target %s --workflows 40 --audit all".formatted(server.address()))
              .passed();

      assertThat(run.workflows("completed")).isEqualTo(40);
      assertThat(run.tokens("issued")).isEqualTo(run.tokens("completed")).isEqualTo(160);
      assertThat(run.count("/ledger/audit/workflows")).isEqualTo(40);
      assertThat(exhausted(run))
          .as("throttled calls")
          .anySatisfy(
              rpc -> {
                assertThat(rpc.at("/method").asText()).startsWith("Poll");
                assertThat(rpc.at("/cause").asText()).isEqualTo("RPS_LIMIT");
                assertThat(rpc.at("/scope").asText()).isEqualTo("NAMESPACE");
                assertThat(rpc.at("/count").asLong()).isPositive();
              });
    }
  }

  /**
   * The delay is what opening 2,000 workflows takes on a slow machine, and more. An activity whose
   * start the server lost is pending all the same, and its token comes after a timeout.
   */
  @Test
  @Tag("proof")
  @ResourceLock(Resources.GLOBAL) // what else runs would keep the server from opening so many
  void twoThousandWorkflowsAreOpenAtOnceWithinTheServersLimitOfLongPolls() {
    DevServerFixture server = DevServerFixture.counted();
    long before = server.lostStarts();
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--target %s --workflows 2000 --in-flight 2000 --branches 1 --steps 1 --audit none"
                        .formatted(server.address())
                    + " --completion-delay 100s --start-to-close-timeout 3m")
            .passed();

    assertThat(run.workflows("completed")).isEqualTo(2_000);
    assertThat(run.count("/figures/run/workflows/in_flight_max")).isEqualTo(2_000);
    // Each has its activity pending, so it is open on the server and not just on its way there.
    long retried =
        LongStream.range(0, 2_000)
            .filter(n -> server.startedAttempts(run.workflowId(n)) > 1)
            .count();
    assertThat(run.count("/figures/run/tokens/pending_max")).isEqualTo(2_000 - retried);
    assertThat(run.tokens("issued")).isEqualTo(2_000);
    assertThat(run.tokens("unissued")).isEqualTo(server.lostStarts() - before);
    assertThat(exhausted(run))
        .noneSatisfy(rpc -> assertThat(rpc.at("/cause").asText()).isEqualTo("CONCURRENT_LIMIT"));
  }

  private static List<JsonNode> exhausted(ProgramRun run) {
    return run.rpcs().stream()
        .filter(rpc -> rpc.at("/code").asText().equals("RESOURCE_EXHAUSTED"))
        .toList();
  }
}
