package dev.tokenstorm.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.StoredJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import org.HdrHistogram.Histogram;

/** Reads rows from the tables. */
final class RowReader {
  private static final String ROWS =
      "SELECT id, kind, run_id, started_at, series, fingerprint, basis, load_model, target, ending,"
          + " verdict, harness_version, sdk_version, server_version, jdk_version, folder, accepted"
          + " FROM tokenstorm_row WHERE %s ORDER BY started_at, id";
  private static final String FIGURES =
      "SELECT row_id, name, value, low, high, own_limit FROM tokenstorm_figure"
          + " JOIN tokenstorm_row ON id = row_id WHERE %s";
  private static final String LABELS =
      "SELECT row_id, name, value FROM tokenstorm_label"
          + " JOIN tokenstorm_row ON id = row_id WHERE %s";
  private static final String NEWEST =
      "SELECT id FROM tokenstorm_row WHERE series = ? ORDER BY started_at DESC, id DESC LIMIT 1";
  private static final String CONTENT = "SELECT plan, document FROM tokenstorm_row WHERE id = ?";
  private static final String HISTOGRAMS =
      "SELECT latency, encoded FROM tokenstorm_histogram WHERE row_id = ?";

  private final Connection connection;

  RowReader(Connection connection) {
    this.connection = connection;
  }

  /** The rows of a series, from the oldest to the newest. */
  List<HistoryRow> rows(String series) throws SQLException {
    return rows("series = ?", series);
  }

  /** The newest row of a series that has one. */
  HistoryRow newest(String series) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setString(1, series);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return rows("id = ?", row.getString("id")).get(0);
      }
    }
  }

  private List<HistoryRow> rows(String condition, String value) throws SQLException {
    Map<String, HistoryRow> bare = new LinkedHashMap<>();
    try (PreparedStatement select = select(ROWS, condition, value);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        bare.put(rows.getString("id"), bare(rows));
      }
    }
    // A row that comes in between is none of these; each of these has all of its own.
    Map<String, SortedMap<String, FigureValue>> figures = figures(condition, value);
    Map<String, SortedMap<String, String>> labels = labels(condition, value);
    return bare.values().stream()
        .map(
            row ->
                new HistoryRow(
                    row.id(),
                    row.origin(),
                    row.series(),
                    row.outcome(),
                    figures.getOrDefault(row.id(), new TreeMap<>()),
                    labels.getOrDefault(row.id(), new TreeMap<>()),
                    row.accepted()))
        .toList();
  }

  /** A statement with one of the conditions above, which are no input. */
  private PreparedStatement select(String statement, String condition, String value)
      throws SQLException {
    PreparedStatement select = connection.prepareStatement(statement.formatted(condition));
    select.setString(1, value);
    return select;
  }

  /** What a row has beside its figures; empty if there is no such row. */
  Optional<RowContent> content(String id) throws SQLException, IOException, DataFormatException {
    try (PreparedStatement select = connection.prepareStatement(CONTENT)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        try (GZIPInputStream in =
            new GZIPInputStream(new ByteArrayInputStream(row.getBytes("document")))) {
          // Few bytes can hold a text that no memory has room for.
          String document = new String(in.readNBytes(StoredJson.MOST_BYTES), UTF_8);
          return Optional.of(
              new RowContent(row.getString("plan"), StoredJson.read(document), histograms(id)));
        }
      }
    }
  }

  private Map<Latency, Histogram> histograms(String id) throws SQLException, DataFormatException {
    Map<Latency, Histogram> histograms = new EnumMap<>(Latency.class);
    try (PreparedStatement select = connection.prepareStatement(HISTOGRAMS)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Optional<Latency> latency = Keyed.find(Latency.class, rows.getString("latency"));
          if (latency.isPresent()) {
            histograms.put(latency.get(), RowHistograms.decoded(rows.getBytes("encoded")));
          }
        }
      }
    }
    return histograms;
  }

  private static HistoryRow bare(ResultSet row) throws SQLException {
    RowKind kind = Keyed.find(RowKind.class, row.getString("kind")).orElse(RowKind.RUN);
    RowOrigin origin =
        new RowOrigin(
            kind,
            row.getString("run_id"),
            RowTime.of(row.getString("started_at")),
            row.getString("load_model").equals("open"),
            row.getString("target"),
            new Versions(
                text(row, "harness_version"),
                text(row, "sdk_version"),
                text(row, "server_version"),
                text(row, "jdk_version")),
            text(row, "folder"));
    return new HistoryRow(
        row.getString("id"),
        origin,
        new SeriesKey(
            row.getString("series"), row.getString("fingerprint"), basis(row.getString("basis"))),
        new RowOutcome(row.getString("ending"), row.getString("verdict")),
        new TreeMap<>(),
        new TreeMap<>(),
        row.getBoolean("accepted"));
  }

  private Map<String, SortedMap<String, FigureValue>> figures(String condition, String value)
      throws SQLException {
    Map<String, SortedMap<String, FigureValue>> figures = new LinkedHashMap<>();
    try (PreparedStatement select = select(FIGURES, condition, value);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        figures
            .computeIfAbsent(rows.getString("row_id"), unused -> new TreeMap<>())
            .put(
                rows.getString("name"),
                new FigureValue(
                    rows.getDouble("value"),
                    number(rows, "low"),
                    number(rows, "high"),
                    text(rows, "own_limit")));
      }
    }
    return figures;
  }

  private Map<String, SortedMap<String, String>> labels(String condition, String value)
      throws SQLException {
    Map<String, SortedMap<String, String>> labels = new LinkedHashMap<>();
    try (PreparedStatement select = select(LABELS, condition, value);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        labels
            .computeIfAbsent(rows.getString("row_id"), unused -> new TreeMap<>())
            .put(rows.getString("name"), rows.getString("value"));
      }
    }
    return labels;
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static OptionalDouble number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static SortedMap<String, String> basis(String json) throws SQLException {
    JsonNode tree;
    try {
      tree = StoredJson.read(json);
    } catch (JsonProcessingException e) {
      throw new SQLException("a row's basis is not JSON", e);
    }
    SortedMap<String, String> basis = new TreeMap<>();
    tree.properties().forEach(entry -> basis.put(entry.getKey(), entry.getValue().asText()));
    return basis;
  }
}
