package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of a list of standalone activities. Supported are comparisons with {@code =}, {@code
 * STARTS_WITH} and {@code IN} of four names, joined by {@code AND}; a server supports more.
 */
final class ActivityQuery {
  private static final String TEXT = "(?:'[^']*'|\"[^\"]*\")";
  private static final Pattern QUOTED = Pattern.compile(TEXT);
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(\\w+)\\s*(?:(=|STARTS_WITH\\b)\\s*("
              + TEXT
              + ")|IN\\s*\\(\\s*("
              + TEXT
              + "(?:\\s*,\\s*"
              + TEXT
              + ")*)\\s*\\))\\s*(?:AND\\b|$)",
          Pattern.CASE_INSENSITIVE);

  private final List<Predicate<StandaloneActivity>> terms;

  private ActivityQuery(List<Predicate<StandaloneActivity>> terms) {
    this.terms = terms;
  }

  /**
   * Reads a query.
   *
   * @throws StatusRuntimeException UNIMPLEMENTED if it asks for more than is supported
   */
  static ActivityQuery of(String text) {
    List<Predicate<StandaloneActivity>> terms = new ArrayList<>();
    Matcher term = TERM.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!term.find(end) || term.start() != end) {
        throw StatusErrors.unimplemented("this query: " + text);
      }
      boolean oneOf = term.group(2) == null;
      boolean prefix = !oneOf && !term.group(2).equals("=");
      terms.add(term(text, term.group(1), prefix, values(term.group(oneOf ? 4 : 3))));
      end = term.end();
    }
    return new ActivityQuery(terms);
  }

  private static List<String> values(String quoted) {
    return QUOTED
        .matcher(quoted)
        .results()
        .map(found -> found.group().substring(1, found.group().length() - 1))
        .toList();
  }

  private static Predicate<StandaloneActivity> term(
      String query, String name, boolean prefix, List<String> values) {
    return switch (name) {
      case "ActivityId" -> it -> matches(it.id(), prefix, values);
      case "ActivityType" ->
          it -> matches(it.request().getActivityType().getName(), prefix, values);
      case "TaskQueue" -> it -> matches(it.queue(), prefix, values);
      case "ExecutionStatus" -> it -> matches(StandaloneWords.of(it.status()), prefix, values);
      default -> throw StatusErrors.unimplemented("the name " + name + " in a query: " + query);
    };
  }

  private static boolean matches(String text, boolean prefix, List<String> values) {
    return prefix ? text.startsWith(values.get(0)) : values.contains(text);
  }

  boolean selects(StandaloneActivity activity) {
    return terms.stream().allMatch(term -> term.test(activity));
  }
}
