package dev.tokenstorm.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  static Instant of(String text) {
    return Instant.parse(text);
  }
}
