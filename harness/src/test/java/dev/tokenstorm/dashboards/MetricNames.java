package dev.tokenstorm.dashboards;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the metrics that a PromQL expression names. It takes away whatever else may hold a word:
 * strings, matchers, ranges, lists of labels, functions and operators.
 */
final class MetricNames {
  private static final Pattern STRINGS =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern MATCHERS_AND_RANGES = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
  private static final Pattern LABEL_LISTS =
      Pattern.compile(
          "\\b(?:by|without|on|ignoring|group_left|group_right)\\b\\s*\\([^)]*\\)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*(?![\\w:]|\\s*\\()");
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "atan2",
          "inf",
          "nan",
          "group_left",
          "group_right");

  private MetricNames() {}

  static Set<String> in(String promql) {
    String bare = STRINGS.matcher(promql).replaceAll("");
    bare = MATCHERS_AND_RANGES.matcher(bare).replaceAll(" ");
    bare = LABEL_LISTS.matcher(bare).replaceAll(" ");
    Set<String> names = new TreeSet<>();
    Matcher found = NAME.matcher(bare);
    while (found.find()) {
      if (!WORDS.contains(found.group().toLowerCase(Locale.ROOT))) {
        names.add(found.group());
      }
    }
    return names;
  }
}
