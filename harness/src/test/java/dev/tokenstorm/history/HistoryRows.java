package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Rows made by hand, each a run of its own. Immutable. */
public final class HistoryRows {
  private final HistoryRow row;

  private HistoryRows(HistoryRow row) {
    this.row = row;
  }

  /** A run of a series that came to its end. */
  public static HistoryRows run(String series, Instant startedAt) {
    SortedMap<String, String> basis = new TreeMap<>(Map.of("kind", "run", "target", "made"));
    return new HistoryRows(
        new HistoryRow(
            HistoryRow.id(series + startedAt),
            new RowOrigin(
                RowKind.RUN,
                "run-" + startedAt.getEpochSecond(),
                startedAt,
                false,
                "made",
                new Versions(
                    Optional.of("0.1.0"),
                    Optional.of("1.39.0"),
                    Optional.empty(),
                    Optional.of("17")),
                Optional.empty()),
            SeriesKey.of(basis, Optional.of(series)),
            new RowOutcome("finished", "passed"),
            new TreeMap<>(),
            new TreeMap<>(),
            false));
  }

  /** The same with a figure. */
  public HistoryRows with(String figure, double value) {
    return with(figure, new FigureValue(value));
  }

  /** The same with a figure that a part of the harness bound. */
  public HistoryRows withAtLeast(String figure, double value, String ownLimit) {
    return with(figure, FigureValue.atLeast(value, ownLimit));
  }

  private HistoryRows with(String figure, FigureValue value) {
    SortedMap<String, FigureValue> figures = new TreeMap<>(row.figures());
    figures.put(figure, value);
    return new HistoryRows(
        new HistoryRow(
            row.id(),
            row.origin(),
            row.series(),
            row.outcome(),
            figures,
            row.labels(),
            row.accepted()));
  }

  /** The same with a label. */
  public HistoryRows labelled(String key, String value) {
    SortedMap<String, String> labels = new TreeMap<>(row.labels());
    labels.put(key, value);
    return new HistoryRows(
        new HistoryRow(
            row.id(),
            row.origin(),
            row.series(),
            row.outcome(),
            row.figures(),
            labels,
            row.accepted()));
  }

  /** The same that went otherwise. */
  public HistoryRows went(String ending, String verdict) {
    return new HistoryRows(
        new HistoryRow(
            row.id(),
            row.origin(),
            row.series(),
            new RowOutcome(ending, verdict),
            row.figures(),
            row.labels(),
            row.accepted()));
  }

  /** The row. */
  public HistoryRow row() {
    return row;
  }

  /** Content with a histogram, for any row. */
  public static RowContent content() {
    Histogram histogram = LatencyRecorders.newHistogram();
    for (int i = 1; i <= 1_000; i++) {
      histogram.recordValue(i * 1_000_000L);
    }
    return new RowContent(
        "# The plan.\ntarget: made\n",
        JsonNodeFactory.instance.objectNode().put("schema", "made"),
        Map.of(Latency.WORKFLOW, histogram));
  }
}
