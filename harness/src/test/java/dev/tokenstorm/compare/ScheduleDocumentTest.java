package dev.tokenstorm.compare;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tokenstorm.objective.ThresholdTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tokenstorm.compare");
    List<String> numbers =
        classes.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().isPrimitive())
            .map(JavaField::getFullName)
            .toList();
    assertThat(classes).isNotEmpty();
    assertThat(numbers).isEmpty();
  }

  @Test
  void everyNumberIsUsed() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/tokenstorm/compare"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(ScheduleDocumentTest::text)
              .collect(joining());
    }
    for (ScheduleThreshold threshold : ScheduleThreshold.values()) {
      assertThat(sources).containsPattern("ScheduleThreshold\\." + threshold.name() + "\\b");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
