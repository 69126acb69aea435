package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryRows;
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
  void aSeriesThatHoldsStillHasNone() {
    with(20, 400);
    assertThat(new SeriesChanges(rows).apply("completions.rate")).isEmpty();
    assertThat(new SeriesChanges(rows).apply("workflow.p99")).isEmpty();
  }

  @Test
  void otherFiguresAreNotSearched() {
    with(10, 400);
    with(10, 300);
    assertThat(new SeriesChanges(rows).apply("time")).isEmpty();
  }
}
