package dev.tokenstorm.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes a history's tables, and brings those of an older version up to date. */
final class HistorySchema {
  /** Of the newest file in {@code migrations}. */
  static final int NEWEST = 2;

  private static final String TABLE = "tokenstorm_schema_history";
  private static final String MIGRATIONS = "classpath:dev/tokenstorm/history/migrations";

  /** Flyway takes no lock in SQLite, so of two that begin at once one may have to look again. */
  private static final int ATTEMPTS = 20;

  private HistorySchema() {}

  /**
   * Makes sure that the tables are those of this version.
   *
   * @throws SQLException if the database cannot be reached
   * @throws FlywayException if the tables cannot be made
   * @throws NewerHistoryException if a newer version has made them
   */
  static void update(DataSource source) throws SQLException {
    for (int attempt = 1; version(source) < NEWEST; attempt++) {
      if (attempt > ATTEMPTS) {
        throw new IllegalStateException("its tables could not be brought up to date");
      }
      try {
        migrate(source);
      } catch (FlywayException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    if (version(source) > NEWEST) {
      throw new NewerHistoryException();
    }
  }

  private static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .table(TABLE)
        .locations(MIGRATIONS)
        .failOnMissingLocations(true)
        // The database may have other tables in it.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static int version(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return newest(connection).orElse(0);
    }
  }

  private static Optional<Integer> newest(Connection connection) throws SQLException {
    try (ResultSet tables = connection.getMetaData().getTables(null, null, TABLE, null)) {
      if (!tables.next()) {
        return Optional.empty();
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM "
                    + TABLE
                    + " WHERE success AND version IS NOT NULL"
                    + " ORDER BY installed_rank DESC")) {
      return rows.next() ? Optional.of(Integer.valueOf(rows.getString(1))) : Optional.empty();
    }
  }
}
