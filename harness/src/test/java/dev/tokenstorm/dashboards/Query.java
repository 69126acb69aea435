package dev.tokenstorm.dashboards;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One query, as its file has it.
 *
 * @param origin where it stands, for people
 * @param text PromQL, or a variable's {@code label_values(…)}, with Grafana's variables in it
 */
record Query(String origin, Kind kind, String text) {
  /** How Grafana or Prometheus evaluates it. */
  enum Kind {
    RANGE,
    INSTANT,
    LABEL_VALUES
  }

  private static final Pattern FALLBACK = Pattern.compile("\\s+or\\s+vector\\(0\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

  /** The query without the zero that it falls back to, so that finding nothing shows. */
  Query withoutFallback() {
    return new Query(origin, kind, FALLBACK.matcher(text).replaceAll(""));
  }

  /** Whether it depends on a variable. */
  boolean uses(String variable) {
    return VARIABLE.matcher(text).results().anyMatch(match -> variable.equals(name(match)));
  }

  /**
   * The query with values in place of Grafana's variables.
   *
   * @throws AssertionError if it uses one that has no value
   */
  Query with(Map<String, String> values) {
    return new Query(origin, kind, substitute(values));
  }

  private String substitute(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(name(match));
              if (value == null) {
                throw new AssertionError(origin + " uses the unknown variable " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String name(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  @Override
  public String toString() {
    return origin + ": " + text;
  }
}
