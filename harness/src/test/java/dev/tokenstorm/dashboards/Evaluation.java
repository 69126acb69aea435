package dev.tokenstorm.dashboards;

import dev.tokenstorm.dashboards.PrometheusApi.Answer;
import dev.tokenstorm.dashboards.PrometheusApi.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates queries as Grafana does, for one run on one server.
 *
 * @param values of Grafana's variables; a query is tried with each of a variable's values
 * @param span in which the run was under way
 */
record Evaluation(PrometheusApi prometheus, Map<String, List<String>> values, Span span) {
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<selector>.*),\\s*(?<label>\\w+)\\)");

  /** What is wrong with a query: an error, no series, or none with a number but a fallback's. */
  Optional<String> problem(Query query) {
    for (Query concrete : concrete(query.withoutFallback())) {
      Answer answer = evaluate(concrete);
      if (!answer.error().isEmpty()) {
        return Optional.of(concrete + "\n  fails: " + answer.error());
      }
      boolean something =
          query.kind() == Query.Kind.LABEL_VALUES
              ? !answer.strings().isEmpty()
              : answer.series() > 0;
      if (!something) {
        return Optional.of(concrete + "\n  returns nothing");
      }
    }
    return Optional.empty();
  }

  /** The metrics that a query names and that nobody exports. */
  Set<String> unknownMetrics(Query query) {
    Set<String> unknown = new TreeSet<>(named(query));
    unknown.removeAll(prometheus.labelValues("__name__", "", span).strings());
    return unknown;
  }

  private static Set<String> named(Query query) {
    Matcher values = LABEL_VALUES.matcher(query.text());
    return MetricNames.in(values.matches() ? values.group("selector") : query.text());
  }

  private Answer evaluate(Query query) {
    return switch (query.kind()) {
      case RANGE -> prometheus.range(query.text(), span);
      case INSTANT -> prometheus.instant(query.text(), span.to());
      case LABEL_VALUES -> {
        Matcher matcher = LABEL_VALUES.matcher(query.text());
        if (!matcher.matches()) {
          throw new AssertionError(query + " is no label_values(metric, label)");
        }
        yield prometheus.labelValues(matcher.group("label"), matcher.group("selector"), span);
      }
    };
  }

  /** The query once for each combination of the values of the variables that it uses. */
  private List<Query> concrete(Query query) {
    List<Map<String, String>> choices = new ArrayList<>();
    // Grafana's own: four scrapes of a second, and the span that is looked at.
    choices.add(Map.of("__rate_interval", "4s", "__range", span.seconds() + "s"));
    values.forEach(
        (variable, each) -> {
          if (query.uses(variable)) {
            List<Map<String, String>> before = List.copyOf(choices);
            choices.clear();
            for (Map<String, String> choice : before) {
              for (String value : each) {
                Map<String, String> wider = new HashMap<>(choice);
                wider.put(variable, value);
                choices.add(wider);
              }
            }
          }
        });
    return choices.stream().map(query::with).toList();
  }
}
