package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrillFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void drillsThatGoOnBeginWithWhatWasRunAndTryAgainWhatWasNot() throws Exception {
    DrillRecord drills =
        SampleDrills.record(
            Optional.of(DrillEnd.INTERRUPTED),
            SampleDrills.HELD,
            SampleDrills.NOT_HELD,
            SampleDrills.notRun());
    DrillFile.write(folder, drills);

    DrillFile.Begun begun = DrillFile.read(folder);

    assertThat(begun.state().rows()).containsExactly(SampleDrills.HELD, SampleDrills.NOT_HELD);
    assertThat(begun.state().end()).isEmpty();
    assertThat(begun.drillId()).isEqualTo(drills.plan().identity().runId());
    assertThat(begun.seed()).isEqualTo(drills.plan().identity().seed());
    assertThat(begun.startedAt()).isEqualTo(drills.startedAt());
    assertThat(begun.given()).isEqualTo(drills.plan().given());
    assertThat(begun.ofPlanFile()).as("flags gave all of it").contains(Set.of());
  }

  @Test
  void theDocumentIsAsTheSchemaSays() throws Exception {
    for (DrillRecord drills :
        List.of(
            SampleDrills.record(Optional.empty()),
            SampleDrills.record(
                Optional.of(DrillEnd.INTERRUPTED), SampleDrills.HELD, SampleDrills.NOT_HELD),
            SampleDrills.record(
                Optional.of(DrillEnd.ALL_RUN),
                SampleDrills.HELD,
                DrillRow.broken(SampleDrills.plan().drills().get(1), "It broke off.", 3),
                SampleDrills.notRun()))) {
      String text = DrillJson.write(drills);
      assertThat(DocumentSchema.DRILL.violations(new ObjectMapper().readTree(text)))
          .as(text)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "{\"schema\": \"tokenstorm.compare/v1\"}",
        "{\"schema\": \"tokenstorm.drill/v1\", \"started_at\": \"yesterday\"}",
        "{\"schema\": \"tokenstorm.drill/v1\", \"started_at\": \"2026-11-22T19:30:15Z\","
            + " \"drills\": [{\"name\": \"slow-link\", \"verdict\": \"maybe\"}]}"
      })
  void anotherFileIsRefusedInOneSentence(String text) throws IOException {
    Files.writeString(folder.resolve(DrillFile.NAME), text);
    assertThatThrownBy(() -> DrillFile.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--resume ")
        .hasMessageEndingWith("; name the folder of a drill.");
  }
}
