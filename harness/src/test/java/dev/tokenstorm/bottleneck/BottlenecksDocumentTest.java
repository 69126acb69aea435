package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.objective.ThresholdTable;
import dev.tokenstorm.result.Bottleneck.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/bottlenecks.md to what the code does. */
class BottlenecksDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/bottlenecks.md");
  private static final Pattern KEY = Pattern.compile("`([a-z]+\\.[A-Za-z]+)`(?: ([0-9]+))?");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(DOCUMENT);
  }

  @Test
  void everyThresholdIsInTheTableWithTheValueThatTheCodeHas() throws IOException {
    assertThat(ThresholdTable.documented(DOCUMENT))
        .isEqualTo(ThresholdTable.declared(CauseThreshold.values()));
  }

  @Test
  void everyCauseIsInTheTable() throws IOException {
    List<String> rows = lines().stream().filter(line -> line.startsWith("| `")).toList();
    for (Cause cause : Cause.values()) {
      assertThat(rows).anyMatch(row -> row.startsWith("| `" + cause.key() + "` |"));
    }
  }

  @Test
  void theKeysOfEachServiceAreThoseOfItsAdvice() throws IOException {
    Pattern limit = Pattern.compile("\\| ([a-z]+), ([A-Z_]+) ([A-Z]+) \\|.*");
    List<Matcher> rows = lines().stream().map(limit::matcher).filter(Matcher::matches).toList();
    assertThat(rows).hasSize(14);
    for (Matcher row : rows) {
      String advice =
          ServerLimitAdvice.ofService(row.group(2), row.group(3), row.group(1))
              .orElseThrow()
              .replace(",", "");
      List<String> documented =
          KEY.matcher(row.group())
              .results()
              .map(
                  key ->
                      key.group(1)
                          + (key.group(2) == null
                              ? " (off by default)"
                              : " (" + key.group(2) + " by default)"))
              .toList();
      assertThat(documented).isNotEmpty();
      assertThat(
              Pattern.compile("[a-z]+\\.[A-Za-z]+ \\([a-z0-9]+ by default\\)")
                  .matcher(advice)
                  .results()
                  .map(found -> found.group()))
          .containsExactlyElementsOf(documented);
    }
  }

  @Test
  void theKeysOfEachLimitAreThoseOfItsAdvice() throws IOException {
    List<String> rows =
        lines().stream().filter(line -> line.matches("\\| [A-Z_]+ [A-Z]+ \\|.*")).toList();
    assertThat(rows).hasSize(8);
    for (String row : rows) {
      String[] limit = row.substring(2).split(" ", 3);
      String advice = ServerLimitAdvice.advice(limit[0], limit[1]).replace(",", "");
      Matcher keys = KEY.matcher(row);
      while (keys.find()) {
        assertThat(advice)
            .contains(
                keys.group(1)
                    + (keys.group(2) == null
                        ? " (off by default)"
                        : " (" + keys.group(2) + " by default)"));
      }
    }
  }
}
