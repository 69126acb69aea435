package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.result.DocumentSchema;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills on the null front end, beside each other as each of them mostly waits. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
final class DrillIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static JsonNode only(DrillProcess drills) throws Exception {
    JsonNode document = drills.document();
    assertThat(ProgramRun.json(drills.out())).isEqualTo(document);
    assertThat(DocumentSchema.DRILL.violations(document)).isEmpty();
    assertThat(drills.folder().resolve("drills.html")).isRegularFile();
    return document.at("/drills/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connections-cut", "slow-link", "completers-stalled"})
  void theDrillHolds(String name) throws Exception {
    DrillProcess drills =
        DrillProcess.of(folder, "--target", "null", "--only", name, "--worker", "wire", "--json");

    HostCapacity.onAnyHost(() -> assertNothingIsLost(drills, name));
    // Others on the host are taken for a load that has not recovered.
    HostCapacity.assumed();
    JsonNode drill = only(drills);
    assertThat(drills.exitCode()).as(drills::said).isEqualTo(ExitCode.PASSED);
    assertThat(drill.at("/verdict").asText()).isEqualTo("held");
    assertThat(drill.at("/recovered_seconds").asDouble()).isLessThan(20);
    assertThat(drills.err()).contains(name + " held");
  }

  private static void assertNothingIsLost(DrillProcess drills, String name) throws Exception {
    JsonNode drill = only(drills);
    assertThat(drill.at("/tokens_lost").asLong()).as(drills::said).isZero();
    JsonNode result = drills.result(drill);
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/faults/0/happened").asBoolean()).isTrue();
    assertThat(drills.err()).contains("drill 1 of 1: " + name + ", ");
  }

  @Test
  void aFullDiskIsOutlived() throws Exception {
    DrillProcess drills =
        DrillProcess.of(folder, "--target", "null", "--only", "disk-full", "--json");
    HostCapacity.onAnyHost(() -> assertTheDiskIsOutlived(drills));
  }

  private static void assertTheDiskIsOutlived(DrillProcess drills) throws Exception {
    JsonNode drill = only(drills);
    assumeFalse(drill.at("/verdict").asText().equals("not-run"), drill.at("/reason").asText());
    assertThat(drill.at("/verdict").asText()).as(drill.toString()).isEqualTo("held");
    assertThat(drills.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(drills.result(drill).at("/ending/how").asText()).isEqualTo("killed");
    assertThat(drills.folder().resolve(drill.at("/folder").asText()).resolve("report.html"))
        .isRegularFile();
  }
}
