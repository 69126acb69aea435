package dev.tokenstorm.settings;

import java.nio.file.Path;

/** The location of a history. Its address is told to nobody but its driver. */
public sealed interface HistoryLocation {

  /** What to call it where others may read. */
  String shown();

  /** An SQLite file. */
  record File(Path path) implements HistoryLocation {
    @Override
    public String shown() {
      return path.toString();
    }
  }

  /**
   * A PostgreSQL database, which several machines can share.
   *
   * @param url of JDBC, without a password
   */
  record Database(String url) implements HistoryLocation {
    @Override
    public String shown() {
      return "the database";
    }

    @Override
    public String toString() {
      return shown();
    }
  }
}
