package dev.tokenstorm.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads which series a history has. */
final class SeriesReader {
  private static final String SERIES =
      "SELECT series, COUNT(*) AS rows_of_it, MIN(started_at) AS oldest FROM tokenstorm_row"
          + " GROUP BY series ORDER BY series";

  private final Connection connection;

  SeriesReader(Connection connection) {
    this.connection = connection;
  }

  /** A series that gets its first row in between is not among them. */
  List<SeriesSummary> summaries() throws SQLException {
    record Group(String name, long rows, Instant oldest) {}
    List<Group> groups = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery(SERIES)) {
      while (rows.next()) {
        groups.add(
            new Group(
                rows.getString("series"),
                rows.getLong("rows_of_it"),
                RowTime.of(rows.getString("oldest"))));
      }
    }
    RowReader reader = new RowReader(connection);
    List<SeriesSummary> summaries = new ArrayList<>();
    for (Group group : groups) {
      summaries.add(new SeriesSummary(reader.newest(group.name()), group.rows(), group.oldest()));
    }
    return summaries;
  }
}
