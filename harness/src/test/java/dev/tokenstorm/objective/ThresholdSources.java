package dev.tokenstorm.objective;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources do with numbers that a document lists. */
public final class ThresholdSources {
  private static final Path MAIN = Path.of("src/main/java/dev/tokenstorm");

  private ThresholdSources() {}

  /** The constants of a package that are numbers: each is one that its document does not know. */
  public static List<JavaField> numbers(String packageName) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tokenstorm." + packageName);
    if (classes.isEmpty()) {
      throw new AssertionError("no class in " + packageName);
    }
    return classes.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> field.getRawType().isPrimitive())
        .toList();
  }

  /** The names of an enum's constants that no source under a folder names. */
  public static List<String> unused(String folder, Enum<?>... thresholds) throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    return Stream.of(thresholds)
        .map(each -> each.getDeclaringClass().getSimpleName() + "." + each.name())
        .filter(name -> !names(sources, name))
        .toList();
  }

  private static boolean names(CharSequence sources, String name) {
    return Pattern.compile(Pattern.quote(name) + "\\b").matcher(sources).find();
  }
}
