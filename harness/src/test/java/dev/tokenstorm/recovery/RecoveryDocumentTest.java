package dev.tokenstorm.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdSources;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecoveryDocumentTest {
  @Test
  void eachThresholdStandsInTheDocumentWithItsValue() throws IOException {
    assertThat(ThresholdTable.documented(Path.of("../docs/recovery.md")))
        .isEqualTo(ThresholdTable.declared(RecoveryThreshold.values()));
  }

  @Test
  void eachThresholdDecidesSomething() throws IOException {
    assertThat(ThresholdSources.unused("recovery", RecoveryThreshold.values())).isEmpty();
  }
}
