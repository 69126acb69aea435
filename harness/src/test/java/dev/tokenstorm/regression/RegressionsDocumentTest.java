package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import dev.tokenstorm.objective.ThresholdSources;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/regressions.md to the numbers by which the gate decides. */
final class RegressionsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/regressions.md");

  @Test
  void everyThresholdStandsInTheDocumentWithItsValueAndSentence() throws IOException {
    assertThat(ThresholdTable.documented(DOCUMENT))
        .isEqualTo(ThresholdTable.declared(GateThreshold.values()));
    assertThat(ThresholdTable.rows(DOCUMENT).stream().map(row -> row.get(2)))
        .containsExactlyElementsOf(
            Stream.of(GateThreshold.values()).map(GateThreshold::sentence).toList());
  }

  /** The seed alone is no number that decides anything. */
  @Test
  void noOtherClassOfThePackageHasNumbersOfItsOwn() {
    assertThat(ThresholdSources.numbers("regression").stream().map(JavaField::getName))
        .containsExactly("SEED");
  }

  @Test
  void everyThresholdIsUsed() throws IOException {
    assertThat(ThresholdSources.unused("", GateThreshold.values())).isEmpty();
  }
}
