package dev.tokenstorm.history;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as the tables hold them: ISO 8601, UTC, always with nine decimals, so that they sort. */
final class RowTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RowTime() {}

  static String text(Instant time) {
    return FORM.format(time);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws SQLException if it was written by something else
   */
  static Instant of(String text) throws SQLException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SQLException("a row's time is none", e);
    }
  }
}
