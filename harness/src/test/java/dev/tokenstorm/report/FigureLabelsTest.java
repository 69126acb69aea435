package dev.tokenstorm.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares what reports call figures with what the table of figures calls them. */
class FigureLabelsTest {
  /** How the page shows each unit. */
  private static final Map<Unit, List<String>> FORMATS =
      Map.of(
          Unit.SECONDS, List.of("seconds"),
          Unit.PER_SECOND, List.of("rate"),
          Unit.COUNT, List.of("count", "number"),
          Unit.RATIO, List.of("percent"),
          Unit.BYTES, List.of("bytes"),
          Unit.BYTES_PER_SECOND, List.of("bytesPerSecond"));

  /** A row of the page: its label, its place in the result document, how it is shown. */
  private static final Pattern ROW =
      Pattern.compile("['`]([^'`]+)['`], ['`]([a-z_$][^'`]+)['`], format[.](\\w+)");

  private static final Map<String, Figure> BY_PATH = byPath();

  @Test
  void theTablesOfThePageCallEachFigureByItsLabelAndShowItInItsUnit() throws IOException {
    assertThat(rows("tables.js", "", "generator.")).hasSizeGreaterThan(15);
    assertThat(rows("compare.js", "", "")).hasSizeGreaterThan(5);
    assertThat(rows("faults.js", "", "")).hasSizeGreaterThan(8);
  }

  @Test
  void theKeyFiguresOfThePageAreTheBeginningsOfLabels() throws IOException {
    assertThat(rows("overview.js", ".*", "")).hasSizeGreaterThan(4);
  }

  @Test
  void theSummaryCallsFiguresByTheirLabels() {
    RunResult result = SampleRun.result(true);
    JsonNode document = RunResultJson.tree(result, SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS);
    List<String> lines =
        new Summary(false)
            .render(result, Verdict.of(result), List.of(), Optional.empty(), List.of())
            .lines()
            .toList();

    List<String> shown = new ArrayList<>(List.of("workflows.closed", "completions.count", "time"));
    for (Figure figure : FigureTable.all()) {
      if (figure.name().endsWith(".p99")
          && figure.place() instanceof Figure.Timing timing
          && timing.openLoop() == timing.closedLoop()
          // No client waits for a greeting's result.
          && timing.openLoop() != Latency.RESULT_SEEN) {
        shown.add(figure.name());
      }
    }
    for (String name : shown) {
      Figure figure = FigureTable.named(name).orElseThrow();
      String pointer =
          figure.place() instanceof Figure.Value value
              ? value.pointer()
              : ((Figure.Timing) figure.place()).pointer(true);
      String text = FigureText.of(figure.unit(), document.at("/figures/run" + pointer).asDouble());
      assertThat(lines)
          .as(name)
          .anyMatch(
              line ->
                  line.startsWith("  " + figure.label().replace(", p99", "") + "  ")
                      && line.contains("  " + text));
    }
  }

  /**
   * Checks the rows of a script.
   *
   * @param further what a label may have behind that of the script
   * @param section where a path may begin
   */
  private static List<String> rows(String script, String further, String section)
      throws IOException {
    List<String> paths = new ArrayList<>();
    Matcher row = ROW.matcher(script(script));
    while (row.find()) {
      String label = row.group(1).replace(", released", "");
      String path = row.group(2).replaceFirst("^(figures[.][a-z]+|ledger|[$][{]rates})[.]", "");
      if (label.contains("$")) {
        continue;
      }
      Figure figure =
          Optional.ofNullable(BY_PATH.get(path))
              .or(() -> Optional.ofNullable(BY_PATH.get(section + path)))
              .orElseThrow(() -> new AssertionError(script + " has no figure's path: " + path));
      assertThat(figure.label().toLowerCase(Locale.ROOT))
          .as(script + ": " + path)
          .matches(Pattern.quote(label.toLowerCase(Locale.ROOT)) + further);
      assertThat(FORMATS.get(figure.unit())).as(script + ": " + path).contains(row.group(3));
      paths.add(path);
    }
    return paths;
  }

  private static Map<String, Figure> byPath() {
    Map<String, Figure> figures = new HashMap<>();
    for (Figure figure : FigureTable.all()) {
      if (figure.place() instanceof Figure.Value value) {
        figures.put(path(value.pointer()), figure);
      } else if (figure.place() instanceof Figure.Timing timing) {
        figures.put(
            timing.openLoop() == timing.closedLoop()
                ? path(timing.pointer(true))
                : "latency_seconds.${whole}." + timing.statistic().key(),
            figure);
      }
    }
    return figures;
  }

  private static String path(String pointer) {
    return pointer.substring(1).replace('/', '.');
  }

  private static String script(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
