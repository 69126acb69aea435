package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdSources;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/searching.md to the numbers by which searches decide. */
final class SearchingDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/searching.md");

  @Test
  void everyThresholdStandsInTheDocumentWithItsValueAndSentence() throws IOException {
    assertThat(ThresholdTable.documented(DOCUMENT))
        .isEqualTo(ThresholdTable.declared(SearchThreshold.values()));
    assertThat(ThresholdTable.rows(DOCUMENT).stream().map(row -> row.get(2)))
        .containsExactlyElementsOf(
            Stream.of(SearchThreshold.values()).map(SearchThreshold::sentence).toList());
  }

  /** A number that stands in a class of its own is one that the document does not know. */
  @Test
  void noOtherClassOfThePackageHasNumbersOfItsOwn() {
    assertThat(ThresholdSources.numbers("search")).isEmpty();
  }

  @Test
  void everyThresholdIsUsed() throws IOException {
    assertThat(ThresholdSources.unused("", SearchThreshold.values())).isEmpty();
  }
}
