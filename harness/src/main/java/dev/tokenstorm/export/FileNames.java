package dev.tokenstorm.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of files that follow from names of series, each once, also where case does not count. */
final class FileNames {
  private static final int LONGEST = 80;

  private final Set<String> given = new HashSet<>();

  /** A name for a file, which no other call has returned. */
  String of(String series, String ending) {
    String plain = series.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+", "");
    String stem =
        plain.isEmpty() ? "series" : plain.substring(0, Math.min(LONGEST, plain.length()));
    String name = stem + ending;
    for (int next = 2; !given.add(name.toLowerCase(Locale.ROOT)); next++) {
      name = stem + "-" + next + ending;
    }
    return name;
  }
}
