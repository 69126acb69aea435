package dev.tokenstorm.history;

import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * An open history. Several processes may have one open and add to it at the same time. For one
 * thread.
 */
public final class HistoryStore implements AutoCloseable {
  private final HistoryLocation location;
  private final Connection connection;
  private final Clock clock;

  private HistoryStore(HistoryLocation location, Connection connection, Clock clock) {
    this.location = location;
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Opens a history, and makes it if it is not there.
   *
   * @param environment has PGUSER and PGPASSWORD
   * @throws HistoryException if it cannot be opened or brought up to date
   */
  public static HistoryStore open(HistoryLocation location, Map<String, String> environment) {
    try {
      DataSource source = HistorySource.of(location, environment);
      HistorySchema.update(source);
      return new HistoryStore(location, source.getConnection(), Clock.systemUTC());
    } catch (SQLException
        | FlywayException
        | NewerHistoryException
        | IllegalStateException
        | LinkageError e) {
      throw failure(location, "opened", e);
    }
  }

  /**
   * Opens a history that is to be read.
   *
   * @throws UsageException if it is a file that is not there
   * @throws HistoryException as {@link #open} does
   */
  public static HistoryStore openExisting(
      HistoryLocation location, Map<String, String> environment) {
    if (location instanceof HistoryLocation.File file && !Files.exists(file.path())) {
      throw new UsageException(
          "--history %s is not there; name one that run --history or history add has made."
              .formatted(Printable.shown(file.path().toString())));
    }
    return open(location, environment);
  }

  /**
   * Adds a row, all of it or nothing.
   *
   * @return false if it is there already; nothing is changed then
   */
  boolean append(NewRow added) {
    try {
      connection.setAutoCommit(false);
      try {
        boolean isNew =
            new RowWriter(connection).write(added.row(), added.content(), clock.instant());
        connection.commit();
        return isNew;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(location, "written", e);
    }
  }

  /** Adds a row, all of it or nothing, and says whether it was not there before. */
  public boolean append(HistoryRow row, RowContent content) {
    return append(new NewRow(row, content));
  }

  /** All series, in the order of their names. */
  public List<SeriesSummary> series() {
    try {
      return new SeriesReader(connection).summaries();
    } catch (SQLException e) {
      throw failure(location, "read", e);
    }
  }

  /** The rows of a series, from the oldest to the newest; none of a series that is not there. */
  public List<HistoryRow> rows(String series) {
    try {
      return new RowReader(connection).rows(series);
    } catch (SQLException e) {
      throw failure(location, "read", e);
    }
  }

  /** What a row has beside its figures. */
  public RowContent content(HistoryRow row) {
    try {
      return new RowReader(connection)
          .content(row.id())
          .orElseThrow(() -> new SQLException("a row that was there is gone"));
    } catch (SQLException | IOException | DataFormatException e) {
      throw failure(location, "read", e);
    }
  }

  /**
   * Says of rows that their figures are the new normal.
   *
   * @return how many of them it was not said of before
   */
  public int accept(Collection<HistoryRow> rows) {
    int changed = 0;
    for (HistoryRow row : rows) {
      changed += accept(row.id());
    }
    return changed;
  }

  private int accept(String id) {
    try (var update =
        connection.prepareStatement(
            "UPDATE tokenstorm_row SET accepted = ? WHERE id = ? AND NOT accepted")) {
      update.setBoolean(1, true);
      update.setString(2, id);
      return update.executeUpdate();
    } catch (SQLException e) {
      throw failure(location, "written", e);
    }
  }

  /** The address of a database is in no message. */
  private static HistoryException failure(HistoryLocation location, String what, Throwable cause) {
    return new HistoryException(
        "--history: %s could not be %s (%s)."
            .formatted(
                location instanceof HistoryLocation.File
                    ? Printable.shown(location.shown())
                    : location.shown(),
                what,
                Sentences.rootMessage(cause).replaceFirst("\\.$", "")),
        cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(location, "closed", e);
    }
  }
}
