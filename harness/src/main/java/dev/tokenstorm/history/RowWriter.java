package dev.tokenstorm.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.measurement.Latency;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.HdrHistogram.Histogram;

/** Writes rows into the tables, within the transaction of a connection. */
final class RowWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ROW =
      "INSERT INTO tokenstorm_row (id, kind, run_id, started_at, added_at, series, fingerprint,"
          + " basis, load_model, target, ending, verdict, harness_version, sdk_version,"
          + " server_version, jdk_version, folder, accepted, plan, document)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO NOTHING";
  private static final String FIGURE =
      "INSERT INTO tokenstorm_figure (row_id, name, value, low, high, own_limit)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String LABEL =
      "INSERT INTO tokenstorm_label (row_id, name, value) VALUES (?, ?, ?)";
  private static final String HISTOGRAM =
      "INSERT INTO tokenstorm_histogram (row_id, latency, encoded) VALUES (?, ?, ?)";

  private final Connection connection;

  RowWriter(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes a row.
   *
   * @return false if it is there already; nothing is changed then
   */
  boolean write(HistoryRow row, RowContent content, Instant now) throws SQLException {
    if (!writeRow(row, content, now)) {
      return false;
    }
    writeFigures(row);
    writeLabels(row);
    writeHistograms(row, content.histograms());
    return true;
  }

  private boolean writeRow(HistoryRow row, RowContent content, Instant now) throws SQLException {
    RowOrigin origin = row.origin();
    Versions versions = origin.versions();
    try (PreparedStatement insert = connection.prepareStatement(ROW)) {
      Parameters values = new Parameters(insert);
      values.text(row.id());
      values.text(origin.kind().key());
      values.text(origin.runId());
      values.text(RowTime.text(origin.startedAt()));
      values.text(RowTime.text(now));
      values.text(row.series().name());
      values.text(row.series().fingerprint());
      values.text(json(row.series().basis()));
      values.text(origin.openLoop() ? "open" : "closed");
      values.text(origin.target());
      values.text(row.outcome().ending());
      values.text(row.outcome().verdict());
      values.text(versions.harness());
      values.text(versions.sdk());
      values.text(versions.server());
      values.text(versions.jdk());
      values.text(origin.folder());
      insert.setBoolean(values.next(), row.accepted());
      values.text(content.planYaml());
      insert.setBytes(values.next(), compressed(content));
      return insert.executeUpdate() > 0;
    }
  }

  private void writeFigures(HistoryRow row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(FIGURE)) {
      for (Map.Entry<String, FigureValue> figure : row.figures().entrySet()) {
        Parameters values = new Parameters(insert);
        values.text(row.id());
        values.text(figure.getKey());
        insert.setDouble(values.next(), figure.getValue().value());
        values.number(figure.getValue().low());
        values.number(figure.getValue().high());
        values.text(figure.getValue().ownLimit());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void writeLabels(HistoryRow row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(LABEL)) {
      for (Map.Entry<String, String> label : row.labels().entrySet()) {
        Parameters values = new Parameters(insert);
        values.text(row.id());
        values.text(label.getKey());
        values.text(label.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void writeHistograms(HistoryRow row, Map<Latency, Histogram> histograms)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(HISTOGRAM)) {
      for (Map.Entry<Latency, Histogram> histogram : histograms.entrySet()) {
        Parameters values = new Parameters(insert);
        values.text(row.id());
        values.text(histogram.getKey().key());
        insert.setBytes(values.next(), RowHistograms.encoded(histogram.getValue()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static byte[] compressed(RowContent content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(MAPPER.writeValueAsBytes(content.document()));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory takes all that is written to it", e);
    }
    return bytes.toByteArray();
  }

  private static String json(Map<String, String> basis) {
    try {
      return MAPPER.writeValueAsString(basis);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts is always JSON", e);
    }
  }

  /** The parameters of a statement, one after the other. */
  private static final class Parameters {
    private final PreparedStatement statement;
    private int index;

    Parameters(PreparedStatement statement) {
      this.statement = statement;
    }

    int next() {
      index++;
      return index;
    }

    void text(String text) throws SQLException {
      statement.setString(next(), text);
    }

    void text(Optional<String> text) throws SQLException {
      if (text.isPresent()) {
        text(text.get());
      } else {
        statement.setNull(next(), Types.VARCHAR);
      }
    }

    void number(OptionalDouble number) throws SQLException {
      if (number.isPresent()) {
        statement.setDouble(next(), number.getAsDouble());
      } else {
        statement.setNull(next(), Types.DOUBLE);
      }
    }
  }
}
