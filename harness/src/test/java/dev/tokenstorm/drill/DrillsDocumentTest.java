package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/drills.md to the drills that there are, and to nothing else. */
final class DrillsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/drills.md");

  @Test
  void everyDrillStandsInTheDocumentInItsOrder() throws IOException {
    assertThat(ThresholdTable.rows(DOCUMENT, "| drill | what goes wrong |"))
        .isEqualTo(
            DrillCatalog.ALL.stream()
                .map(drill -> List.of(drill.name(), drill.purpose(), drill.need().words()))
                .toList());
  }
}
