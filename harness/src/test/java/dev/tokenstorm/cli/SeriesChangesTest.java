package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.history.FigureChange;
import dev.tokenstorm.history.HistoryJson;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryRows;
import dev.tokenstorm.result.DocumentSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeriesChangesTest {
  private final List<HistoryRow> rows = new ArrayList<>();

  private HistoryRows next() {
    return HistoryRows.run("nightly", Instant.EPOCH.plusSeconds(rows.size()));
  }

  private void with(int count, double rate) {
    for (int i = 0; i < count; i++) {
      rows.add(next().with("completions.rate", rate + i % 3).with("time", rate).row());
    }
  }

  /** Rows that cannot be compared have an index all the same. */
  @Test
  void aChangeIsAtTheFirstRowAfterItAndSaysByHowMuch() {
    with(4, 400);
    rows.add(next().with("completions.rate", 1).went("interrupted", "passed").row());
    with(6, 400);
    rows.add(next().row());
    with(8, 300);
    assertThat(new SeriesChanges(rows).apply("completions.rate")).isEqualTo(Map.of(12, "−25.0 %"));
  }

  @Test
  void aChangeHasTheMeansOfBothSides() {
    with(9, 400);
    with(9, 300);
    FigureChange change = new SeriesChanges(rows).all().get(0);
    assertThat(change.figure()).isEqualTo("completions.rate");
    assertThat(change.row()).isEqualTo(9);
    assertThat(change.before()).isCloseTo(401, within(0.01));
    assertThat(change.after()).isCloseTo(301, within(0.01));
    assertThat(new SeriesChanges(rows).all()).hasSize(1);
  }

  @Test
  void programsAreToldOfChanges() {
    with(9, 400);
    with(9, 300);
    JsonNode document = ProgramRun.json(HistoryJson.rows(rows, new SeriesChanges(rows).all()));
    assertThat(DocumentSchema.HISTORY.violations(document)).isEmpty();
    JsonNode points = document.at("/series/0/change_points");
    assertThat(points).hasSize(1);
    assertThat(points.at("/0/figure").asText()).isEqualTo("completions.rate");
    assertThat(points.at("/0/row_id").asText()).isEqualTo(rows.get(9).id());
    assertThat(points.at("/0/change_ratio").asDouble()).isCloseTo(301.0 / 401 - 1, within(0.001));
  }

  @Test
  void aSeriesThatHoldsStillHasNone() {
    with(20, 400);
    assertThat(new SeriesChanges(rows).apply("completions.rate")).isEmpty();
    assertThat(new SeriesChanges(rows).apply("workflow.p99")).isEmpty();
    assertThat(new SeriesChanges(rows).all()).isEmpty();
  }

  @Test
  void otherFiguresAreNotSearched() {
    with(10, 400);
    with(10, 300);
    assertThat(new SeriesChanges(rows).apply("time")).isEmpty();
  }

  /** Such a row tells what the harness could do, so it neither makes a change nor hides one. */
  @Test
  void whatTheHarnessBoundIsNoChange() {
    with(9, 400);
    for (int i = 0; i < 9; i++) {
      rows.add(next().withAtLeast("completions.rate", 300, "completers").row());
    }
    assertThat(new SeriesChanges(rows).apply("completions.rate")).isEmpty();
    with(9, 300);
    assertThat(new SeriesChanges(rows).apply("completions.rate")).containsOnlyKeys(18);
  }
}
