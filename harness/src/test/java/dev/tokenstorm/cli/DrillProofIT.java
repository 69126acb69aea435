package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All drills, each on a dev server of its own. */
@Tag("soak")
@Timeout(1_800)
final class DrillProofIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Ends a test as skipped where no dev server can be started. */
  static void assumeDevServer() {
    String path = System.getenv().getOrDefault("PATH", "");
    Assumptions.assumeTrue(
        Arrays.stream(path.split(File.pathSeparator, -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "temporal"))),
        "No temporal CLI on PATH");
  }

  /** Prints what a drill came to. */
  static void tell(JsonNode drill) {
    JsonNode recovery = drill.path("recovered_seconds");
    Proof.found(
        "drill %s on a dev server: %s, %s%s, %d lost, took %.1f s",
        drill.at("/name").asText(),
        drill.at("/verdict").asText(),
        drill.at("/happened").asText(),
        recovery.isNumber() ? ", recovered after %.1f s".formatted(recovery.asDouble()) : "",
        drill.at("/tokens_lost").asLong(),
        drill.at("/seconds").asDouble());
  }

  @Test
  void everyDrillHoldsOnADevServer() throws Exception {
    assumeDevServer();

    DrillProcess drills = DrillProcess.of(folder, "--target", "dev-server");

    assertThat(drills.exitCode()).as(drills::said).isEqualTo(ExitCode.PASSED);
    assertThat(drills.document().at("/drills")).hasSize(12);
    for (JsonNode drill : drills.document().at("/drills")) {
      // Not every host lets this user have a small disk.
      assertThat(drill.at("/verdict").asText())
          .as(drill.toString())
          .isIn(
              drill.at("/name").asText().equals("disk-full")
                  ? List.of("held", "not-run")
                  : List.of("held"));
      tell(drill);
    }
  }
}
