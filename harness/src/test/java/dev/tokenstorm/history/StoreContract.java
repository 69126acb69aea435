package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** What holds of a history on every database. */
final class StoreContract {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private StoreContract() {}

  private static HistoryRow row(String series, int number) {
    return HistoryRows.run(series, START.plus(Duration.ofHours(number)))
        .with("completions.rate", 100 + number)
        .row();
  }

  static void aRowIsReadAsItWasAdded(Supplier<HistoryStore> open) {
    HistoryRow row =
        HistoryRows.run("read", START)
            .with("completions.rate", 97.5)
            .with("workflow.p99", 0.0123)
            .withAtLeast("capacity.rate", 49.5, "completers")
            .labelled("commit", "1a2b3c")
            .labelled("note", "it's \"quoted\" — naïvely")
            .went("finished", "untrustworthy")
            .row();
    RowContent content = HistoryRows.content();
    try (HistoryStore store = open.get()) {
      assertThat(store.append(row, content)).isTrue();
    }
    try (HistoryStore store = open.get()) {
      List<HistoryRow> rows = store.rows("read");
      assertThat(rows).containsExactly(row);
      RowContent kept = store.content(rows.get(0));
      assertThat(kept.planYaml()).isEqualTo(content.planYaml());
      assertThat(kept.document()).isEqualTo(content.document());
      Histogram histogram = Objects.requireNonNull(kept.histograms().get(Latency.WORKFLOW));
      assertThat(histogram).isEqualTo(content.histograms().get(Latency.WORKFLOW));
      assertThat(store.rows("another")).isEmpty();
    }
  }

  static void aRowThatIsAddedTwiceIsThereOnce(Supplier<HistoryStore> open) {
    HistoryRow row = HistoryRows.run("twice", START).with("completions.rate", 1).row();
    try (HistoryStore store = open.get()) {
      assertThat(store.append(row, HistoryRows.content())).isTrue();
      assertThat(store.append(row, HistoryRows.content())).isFalse();
      assertThat(store.rows("twice")).containsExactly(row);
    }
  }

  static void rowsComeFromTheOldestToTheNewest(Supplier<HistoryStore> open) {
    try (HistoryStore store = open.get()) {
      for (int number : List.of(3, 1, 2)) {
        store.append(row("ordered", number), HistoryRows.content());
      }
      assertThat(store.rows("ordered"))
          .containsExactly(row("ordered", 1), row("ordered", 2), row("ordered", 3));
    }
  }

  static void seriesAreListedWithTheirNewestRow(Supplier<HistoryStore> open) {
    HistoryRow other = HistoryRows.run("a-listed", START).with("workflow.p99", 1).row();
    HistoryRow first = HistoryRows.run("b-listed", START).with("workflow.p99", 2).row();
    HistoryRow newest = HistoryRows.run("b-listed", START.plusSeconds(1)).row();
    try (HistoryStore store = open.get()) {
      for (HistoryRow row : List.of(newest, other, first)) {
        store.append(row, HistoryRows.content());
      }
      assertThat(store.series())
          .filteredOn(series -> series.name().endsWith("-listed"))
          .containsExactly(new SeriesSummary(other, 1, START), new SeriesSummary(newest, 2, START));
    }
  }

  static void rowsAreAccepted(Supplier<HistoryStore> open) {
    HistoryRow one = HistoryRows.run("accepted", START).row();
    HistoryRow two = HistoryRows.run("accepted", START.plusSeconds(1)).row();
    try (HistoryStore store = open.get()) {
      store.append(one, HistoryRows.content());
      store.append(two, HistoryRows.content());
      assertThat(store.accept(List.of(one))).isEqualTo(1);
      assertThat(store.accept(List.of(one))).isZero();
      assertThat(store.rows("accepted"))
          .extracting(HistoryRow::accepted)
          .containsExactly(true, false);
    }
  }

  static void writersThatBeginAtOnceLoseNothing(Supplier<HistoryStore> open)
      throws InterruptedException {
    int writers = 8;
    int rowsOfEach = 5;
    CountDownLatch begin = new CountDownLatch(1);
    List<CompletableFuture<Integer>> ends = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int first = 1_000 * (1 + writer);
      CompletableFuture<Integer> end = new CompletableFuture<>();
      ends.add(end);
      DaemonThreads.start(
          "writer-" + writer,
          () -> {
            try {
              begin.await();
              for (int i = 0; i < rowsOfEach; i++) {
                try (HistoryStore store = open.get()) {
                  store.append(row("writers", first + i), HistoryRows.content());
                }
              }
              end.complete(rowsOfEach);
            } catch (InterruptedException | RuntimeException | Error e) {
              end.completeExceptionally(e);
            }
          });
    }
    begin.countDown();
    ends.forEach(CompletableFuture::join);
    try (HistoryStore store = open.get()) {
      assertThat(store.rows("writers"))
          .hasSize(writers * rowsOfEach)
          .allMatch(row -> row.figures().size() == 1);
    }
  }
}
