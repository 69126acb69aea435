package dev.tokenstorm.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code intervals.csv} with what the table of figures says of it. */
class FigureColumnsTest {
  /** Columns that say where an interval stands. */
  private static final List<String> PLACES =
      List.of(
          "index",
          "start",
          "elapsed_seconds",
          "phase",
          "process_from_seconds",
          "process_to_seconds");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachColumnHasAFigureOrSaysWhereItsIntervalStands(boolean open) throws IOException {
    Set<String> columns = new TreeSet<>(PLACES);
    for (Figure figure : FigureTable.all()) {
      if (isRecorded(figure, open)) {
        figure.column().ifPresent(columns::add);
      }
    }

    assertThat(rows(open, SampleRun.distinctInterval()).get(0))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(columns);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunOfOneIntervalHasTheSameFiguresInBothFiles(boolean open) throws IOException {
    Interval only = SampleRun.distinctInterval();
    JsonNode document = SampleRun.document(open, only);
    List<List<String>> rows = rows(open, only);

    for (Figure figure : FigureTable.all()) {
      // No client waits for a greeting's result.
      if (figure.column().isPresent()
          && isRecorded(figure, open)
          && !figure.name().startsWith("result-seen.")) {
        JsonNode value =
            document.at(
                figure.parts().get(0).pointer()
                    + (figure.place() instanceof Figure.Value place
                        ? place.pointer()
                        : ((Figure.Timing) figure.place()).pointer(open)));
        String cell = rows.get(1).get(rows.get(0).indexOf(figure.column().get()));
        assertThat(value.isNumber()).as(figure.name()).isTrue();
        // Histograms keep three digits.
        assertThat(Double.parseDouble(cell))
            .as(figure.name())
            .isCloseTo(value.asDouble(), within(value.asDouble() * 0.002));
      }
    }
  }

  private static boolean isRecorded(Figure figure, boolean open) {
    return !(figure.place() instanceof Figure.Timing timing)
        || Latency.ofLoop(open).contains(timing.latency(open));
  }

  private static List<List<String>> rows(boolean open, Interval only) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (IntervalCsv csv = new IntervalCsv(out, Latency.ofLoop(open))) {
      csv.write(only);
    }
    return out.toString(UTF_8).lines().map(line -> List.of(line.split(",", -1))).toList();
  }
}
