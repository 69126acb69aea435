package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdSources;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/comparing.md to the numbers by which a comparison plans its runs. */
final class ScheduleDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/comparing.md");

  @Test
  void everyNumberStandsInTheDocumentWithItsValueAndSentence() throws IOException {
    assertThat(ThresholdTable.rows(DOCUMENT, "| schedule | value |"))
        .isEqualTo(
            Stream.of(ScheduleThreshold.values())
                .map(each -> List.of(each.key(), each.text(), each.sentence()))
                .toList());
  }

  /** A number that stands in a class of its own is one that the document does not know. */
  @Test
  void noOtherClassOfThePackageHasNumbersOfItsOwn() {
    assertThat(ThresholdSources.numbers("compare")).isEmpty();
  }

  @Test
  void everyNumberIsUsed() throws IOException {
    assertThat(ThresholdSources.unused("compare", ScheduleThreshold.values())).isEmpty();
  }
}
