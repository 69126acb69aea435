package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.settings.HistoryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What the row of a search's answer has. */
final class SearchRowsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HistoryRequest PLAIN =
      new HistoryRequest(new HistoryLocation.File(Path.of("runs.db")));
  private static final String KNEE =
      "{'value': 40, 'low': 38, 'high': 44, 'repeated': true, 'recommended': 53, 'share': 0.95,"
          + " 'best_value': 64, 'completions_per_second': 398.5, 'edge': 'none'}";
  private static final String HELD =
      "{'workflows_per_second': 49.5, 'confirmed': true, 'confirmed_seconds': 60,"
          + " 'breaking_per_second': 51, 'broke': [], 'unconfirmed_per_second': []}";

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HistoryRow row(String command, String settings, String answer) {
    JsonNode document =
        json(
            ("{'schema': 'tokenstorm.search/v1', 'search_id': '20261122-193015-4f2a',"
                    + " 'command': '%s', 'started_at': '2026-03-01T12:00:00Z', 'seed': 42,"
                    + " 'ending': 'narrow', 'target': {'kind': 'remote', 'address':"
                    + " '127.0.0.1:7233', 'namespace': 'default', 'benchmark': true,"
                    + " 'server_version': '1.29.1'}, 'software': {'sdk': '1.39.0'},"
                    + " 'settings': {'target': ['127.0.0.1:7233']%s}, 'answer': %s, 'runs': []}")
                .formatted(command, settings, answer));
    assertThat(DocumentSchema.SEARCH.violations(document)).isEmpty();
    return SearchRows.of(
            new RowContent("", document, Map.of()),
            json("{'cores': 2, 'heap_max_bytes': 4294967296, 'os': 'Linux 6.1 amd64'}"),
            PLAIN,
            Optional.empty())
        .row();
  }

  @Test
  void aKneeHasItsInterval() {
    HistoryRow row = row("tune", "", KNEE);
    assertThat(row.origin().kind()).isEqualTo(RowKind.TUNE);
    assertThat(row.figures())
        .containsEntry(
            "tune.knee", new FigureValue(40, OptionalDouble.of(38), OptionalDouble.of(44)))
        .containsEntry("tune.completions-rate", new FigureValue(398.5));
    assertThat(row.usable()).isTrue();
    assertThat(row.origin().versions().server()).contains("1.29.1");
  }

  @Test
  void aKneeOfRunsThatWereNotRepeatedHasNone() {
    HistoryRow row = row("tune", "", KNEE.replace("true", "false"));
    assertThat(row.figures()).containsEntry("tune.knee", new FigureValue(40));
  }

  @Test
  void aCapacityLiesBetweenWhatHeldAndWhatBroke() {
    HistoryRow row = row("capacity", ", 'require': ['workflow.p99 < 1s']", HELD);
    assertThat(row.origin().kind()).isEqualTo(RowKind.CAPACITY);
    assertThat(row.figures())
        .containsOnly(
            Map.entry(
                "capacity.rate",
                new FigureValue(49.5, OptionalDouble.of(49.5), OptionalDouble.of(51))));
    assertThat(row.usable()).isTrue();
  }

  @Test
  void aCapacityThatWasNotHeldForLongIsNotComparedWith() {
    assertThat(row("capacity", "", HELD.replace("true", "false")).usable()).isFalse();
  }

  @Test
  void whatIsAskedForMakesTheSeries() {
    String series = row("tune", "", KNEE).series().name();
    assertThat(row("tune", ", 'completers': ['1..512']", KNEE).series().name()).isEqualTo(series);
    assertThat(row("tune", ", 'seed': ['7']", KNEE).series().name()).isEqualTo(series);
    assertThat(row("tune", ", 'completers': ['1..64']", KNEE).series().name()).isNotEqualTo(series);
    assertThat(row("capacity", "", HELD).series().name()).isNotEqualTo(series);
  }

  /** The rate that broke is the harness's, so nobody knows how much higher the server's is. */
  @Test
  void aCapacityThatTheHarnessBoundIsNotTheServers() {
    String own =
        ", 'own_limit': {'cause': 'completers', 'workflows_per_second': 51, 'completers': 64}}";
    HistoryRow row = row("capacity", "", HELD.substring(0, HELD.length() - 1) + own);
    assertThat(row.figures())
        .containsOnly(
            Map.entry(
                "capacity.rate",
                new FigureValue(
                    49.5,
                    OptionalDouble.of(49.5),
                    OptionalDouble.empty(),
                    Optional.of("completers"))));
    assertThat(row.usable()).isTrue();
    assertThat(row.figure("capacity.rate")).hasValue(49.5);
    assertThat(row.comparable("capacity.rate")).isEmpty();
    assertThat(HistoryText.rows(List.of(row)))
        .contains("capacity.rate at least 49.5/s (the harness's own limit: completers)");
    JsonNode document = json(HistoryJson.rows(List.of(row), List.of()));
    assertThat(DocumentSchema.HISTORY.violations(document)).isEmpty();
    assertThat(document.at("/series/0/rows/0/figures/capacity.rate/own_limit").asText())
        .isEqualTo("completers");
    assertThat(HistoryCsv.write(List.of(row)).lines().toList().get(0))
        .endsWith(",capacity.rate,capacity.rate.own_limit");
    assertThat(HistoryCsv.write(List.of(row)).lines().toList().get(1)).endsWith(",49.5,completers");
  }
}
