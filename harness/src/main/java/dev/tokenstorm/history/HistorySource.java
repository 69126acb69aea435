package dev.tokenstorm.history;

import dev.tokenstorm.settings.HistoryLocation;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Gives connections to a history's database. */
final class HistorySource {
  /** A writer waits so long for others; each holds an SQLite file for milliseconds. */
  private static final int BUSY_MILLIS = 30_000;

  /** A database that accepts a connection and then says nothing must not keep a run for ever. */
  private static final int SILENCE_SECONDS = 60;

  private static final String APPLICATION = "tokenstorm";

  private HistorySource() {}

  /**
   * The source of a location.
   *
   * @param environment has PGUSER and PGPASSWORD; the driver itself reads {@code ~/.pgpass}
   */
  static DataSource of(HistoryLocation location, Map<String, String> environment) {
    return location instanceof HistoryLocation.File file
        ? sqlite(file)
        : postgres((HistoryLocation.Database) location, environment);
  }

  private static DataSource sqlite(HistoryLocation.File file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // A transaction that reads first could not wait for the writer before it.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.path().toAbsolutePath());
    return source;
  }

  private static DataSource postgres(
      HistoryLocation.Database database, Map<String, String> environment) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    if (!takes(source, database.url())) {
      throw new IllegalStateException("the driver cannot read its URL");
    }
    source.setApplicationName(APPLICATION);
    if (source.getSocketTimeout() == 0) {
      source.setSocketTimeout(SILENCE_SECONDS);
    }
    given(environment, "PGUSER").ifPresent(source::setUser);
    given(environment, "PGPASSWORD").ifPresent(source::setPassword);
    return source;
  }

  /** What the driver says against a URL has the URL in it. */
  private static boolean takes(PGSimpleDataSource source, String url) {
    try {
      source.setUrl(url);
      return true;
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
