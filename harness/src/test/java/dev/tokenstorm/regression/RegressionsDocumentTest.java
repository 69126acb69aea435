package dev.tokenstorm.regression;

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
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tokenstorm.regression");
    assertThat(classes).isNotEmpty();
    assertThat(
            classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> field.getRawType().isPrimitive())
                .map(JavaField::getName))
        .containsExactly("SEED");
  }

  @Test
  void everyThresholdIsUsed() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/tokenstorm"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(RegressionsDocumentTest::text)
              .collect(joining());
    }
    for (GateThreshold threshold : GateThreshold.values()) {
      assertThat(sources).containsPattern("GateThreshold\\." + threshold.name() + "\\b");
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
