package dev.tokenstorm.settings;

import dev.tokenstorm.text.Notation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Histories as they are written: a file, or a JDBC URL of PostgreSQL. What is wrong with a URL may
 * be that there is a password in it, so no message repeats one.
 */
final class HistoryLocationNotation implements Notation<HistoryLocation> {
  private static final String PREFIX = "jdbc:postgresql:";
  private static final Pattern ANY_URL = Pattern.compile("(?i)(jdbc:|[a-z][a-z0-9+.-]+://).*");
  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql:(//[^/?#\\s]*/)?[^/?#\\s]+(\\?[^#\\s]*)?");
  private static final Notation<java.nio.file.Path> PATH = new PathNotation();

  @Override
  public HistoryLocation parse(String text) throws Misfit {
    if (!ANY_URL.matcher(text).matches()) {
      return new HistoryLocation.File(PATH.parse(text));
    }
    Matcher url = URL.matcher(text);
    if (text.startsWith(PREFIX) && (text.contains("@") || hasPassword(text))) {
      throw Misfit.plain(
          "must not have a user or a password in its URL; set PGUSER and PGPASSWORD, or write"
              + " ~/.pgpass");
    }
    if (!url.matches()) {
      throw Misfit.plain("must be a file, or a URL such as jdbc:postgresql://db:5432/tokenstorm");
    }
    return new HistoryLocation.Database(text);
  }

  private static boolean hasPassword(String url) {
    int query = url.indexOf('?');
    return query >= 0
        && Arrays.stream(url.substring(query + 1).split("&"))
            .map(parameter -> decoded(parameter.replaceFirst("=.*", "")))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.contains("password") || name.equals("user"));
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noEncoding) {
      return name;
    }
  }

  @Override
  public String print(HistoryLocation value) {
    return value instanceof HistoryLocation.File file
        ? PATH.print(file.path())
        : ((HistoryLocation.Database) value).url();
  }
}
