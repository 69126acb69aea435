package dev.tokenstorm.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A rule of Prometheus.
 *
 * @param name of the series that it records, or of the alert
 * @param interval at which its group is evaluated
 * @param annotations of an alert
 */
record Rule(String name, boolean alert, String interval, String expr, Map<?, ?> annotations) {
  private static final Pattern THRESHOLD = Pattern.compile("\\s*(?:[<>]=?|[!=]=)\\s*[\\d.]+\\s*$");

  /** All that Prometheus is given. */
  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(Dashboard.FOLDER.resolve("prometheus/rules"))) {
      for (Path file : files.sorted().toList()) {
        Map<?, ?> document =
            (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        for (Object group : (List<?>) value(document, "groups")) {
          for (Object rule : (List<?>) value((Map<?, ?>) group, "rules")) {
            rules.add(of((Map<?, ?>) group, (Map<?, ?>) rule));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  private static Rule of(Map<?, ?> group, Map<?, ?> rule) {
    boolean alert = rule.containsKey("alert");
    Object annotations = rule.get("annotations");
    return new Rule(
        (String) value(rule, alert ? "alert" : "record"),
        alert,
        (String) value(group, "interval"),
        (String) value(rule, "expr"),
        annotations == null ? Map.of() : (Map<?, ?>) annotations);
  }

  private static Object value(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new AssertionError("There is no " + key + " in " + map);
    }
    return value;
  }

  /** What it looks at: its expression, an alert's without the threshold. */
  Query query() {
    String looked = expr.strip();
    if (alert) {
      Matcher threshold = THRESHOLD.matcher(looked);
      if (!threshold.find()) {
        throw new AssertionError("The alert " + name + " has no threshold at its end.");
      }
      looked = looked.substring(0, threshold.start());
    }
    return new Query((alert ? "alert " : "recording rule ") + name, Query.Kind.RANGE, looked);
  }
}
