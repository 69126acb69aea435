package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drills in which a process is ended for good, on dev servers. They are judged by what the
 * ledger knows, and ask for no time to recover. So a busy host makes them slow, and seldom more.
 */
@Tag("proof")
@Timeout(600)
final class EndedProcessDrillIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aServerThatIsGoneAndAHarnessThatIsKilledLoseNothing() throws Exception {
    DrillProofIT.assumeDevServer();

    DrillProcess drills =
        DrillProcess.of(folder, "--target", "dev-server", "--only", "server-gone,harness-killed");

    assertThat(drills.exitCode()).as(drills::said).isEqualTo(ExitCode.PASSED);
    Map<String, JsonNode> results = new HashMap<>();
    for (JsonNode drill : drills.document().at("/drills")) {
      assertThat(drill.at("/verdict").asText()).as(drill.toString()).isEqualTo("held");
      results.put(drill.at("/name").asText(), drills.result(drill));
      DrillProofIT.tell(drill);
    }

    assertThat(results).containsOnlyKeys("server-gone", "harness-killed");
    JsonNode gone = Objects.requireNonNull(results.get("server-gone"));
    assertThat(gone.at("/ending/how").asText()).isEqualTo("target-lost");
    JsonNode takenUp = Objects.requireNonNull(results.get("harness-killed"));
    assertThat(takenUp.at("/ending/how").asText()).isEqualTo("taken-up");
    assertThat(takenUp.at("/verdict/outcome").asText()).isEqualTo("passed");
    assertThat(takenUp.at("/ledger/balanced").asBoolean()).isTrue();
    JsonNode executions = takenUp.at("/take_up/executions");
    assertThat(executions.at("/adopted").asLong()).as(executions.toString()).isPositive();
    assertThat(executions.at("/closed_before").asLong()).as(executions.toString()).isPositive();
  }
}
