package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of a list of standalone activities. Supported are comparisons with {@code =} and {@code
 * STARTS_WITH} of four names, joined by {@code AND}; a server supports more.
 */
final class ActivityQuery {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(\\w+)\\s*(=|STARTS_WITH\\b)\\s*('([^']*)'|\"([^\"]*)\")\\s*(AND\\b|$)",
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
      String value = term.group(4) != null ? term.group(4) : term.group(5);
      boolean prefix = !term.group(2).equals("=");
      terms.add(term(text, term.group(1), prefix, value));
      end = term.end();
    }
    return new ActivityQuery(terms);
  }

  private static Predicate<StandaloneActivity> term(
      String query, String name, boolean prefix, String value) {
    return switch (name) {
      case "ActivityId" -> it -> matches(it.id(), prefix, value);
      case "ActivityType" -> it -> matches(it.request().getActivityType().getName(), prefix, value);
      case "TaskQueue" -> it -> matches(it.queue(), prefix, value);
      case "ExecutionStatus" -> it -> matches(StandaloneWords.of(it.status()), prefix, value);
      default -> throw StatusErrors.unimplemented("the name " + name + " in a query: " + query);
    };
  }

  private static boolean matches(String text, boolean prefix, String value) {
    return prefix ? text.startsWith(value) : text.equals(value);
  }

  boolean selects(StandaloneActivity activity) {
    return terms.stream().allMatch(term -> term.test(activity));
  }
}
