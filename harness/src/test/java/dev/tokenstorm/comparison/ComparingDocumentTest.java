package dev.tokenstorm.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdSources;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/comparing.md to the numbers by which comparisons decide. */
final class ComparingDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/comparing.md");

  @Test
  void everyThresholdStandsInTheDocumentWithItsValueAndSentence() throws IOException {
    assertThat(ThresholdTable.documented(DOCUMENT))
        .isEqualTo(ThresholdTable.declared(ComparisonThreshold.values()));
    assertThat(ThresholdTable.rows(DOCUMENT).stream().map(row -> row.get(2)))
        .containsExactlyElementsOf(
            Stream.of(ComparisonThreshold.values()).map(ComparisonThreshold::sentence).toList());
  }

  /** A number that stands in a class of its own is one that the document does not know. */
  @Test
  void noOtherClassOfThePackageHasNumbersOfItsOwn() {
    assertThat(
            ThresholdSources.numbers("comparison").stream()
                // How long a text may be decides nothing.
                .filter(
                    field -> !field.getOwner().getSimpleName().equals("SideExpectationNotation")))
        .isEmpty();
  }

  @Test
  void everyThresholdIsUsed() throws IOException {
    assertThat(ThresholdSources.unused("", ComparisonThreshold.values())).isEmpty();
  }
}
