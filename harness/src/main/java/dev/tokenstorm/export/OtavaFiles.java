package dev.tokenstorm.export;

import dev.tokenstorm.objective.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * What Apache Otava reads: a CSV file for each series, and {@code otava.yaml}, which describes
 * them. Otava takes no empty cell, so a figure that some runs lack has a file of its own, which has
 * the other runs.
 */
final class OtavaFiles {
  private static final String CONFIGURATION = "otava.yaml";
  private static final String TIME = "time";
  private static final String RUN = "run";

  /** Otava wants to be told one branch where a column has this name. */
  private static final String BRANCH = "branch";

  /** Stands where a run has no such label. */
  private static final String NO_LABEL = "-";

  private final FileNames names = new FileNames();
  private final SortedMap<String, String> files = new TreeMap<>();
  private final Map<String, Object> tests = new LinkedHashMap<>();
  private final Set<String> metricNames = new HashSet<>();

  private OtavaFiles() {}

  static SortedMap<String, String> of(List<ExportedSeries> series) {
    OtavaFiles all = new OtavaFiles();
    series.forEach(all::add);
    DumpSettings plain =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSplitLines(false).build();
    all.files.put(CONFIGURATION, new Dump(plain).dumpToString(Map.of("tests", all.tests)));
    return all.files;
  }

  private void add(ExportedSeries series) {
    Predicate<ExportedFigure> whole =
        figure -> series.runs().stream().allMatch(run -> has(run, figure));
    List<ExportedFigure> complete = series.figures().stream().filter(whole).toList();
    if (!complete.isEmpty()) {
      add(series.name(), series, complete);
    }
    series.figures().stream()
        .filter(whole.negate())
        .filter(figure -> series.runs().stream().anyMatch(run -> has(run, figure)))
        .forEach(figure -> add(series.name() + " " + figure.name(), series, List.of(figure)));
  }

  private static boolean has(ExportedRun run, ExportedFigure figure) {
    return run.values().containsKey(figure.name());
  }

  private void add(String test, ExportedSeries series, List<ExportedFigure> figures) {
    List<String> labels = List.copyOf(series.labels());
    List<String> attributes = new ArrayList<>(List.of(RUN));
    labels.forEach(label -> attributes.add(column(label, figures)));
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (ExportedFigure figure : figures) {
      metrics.put(metricName(test, figure), metric(figure));
    }
    String file = names.of(test, ".csv");
    files.put(file, csv(series, figures, labels, attributes));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("type", "csv");
    settings.put("file", file);
    settings.put("time_column", TIME);
    settings.put("attributes", attributes);
    settings.put("metrics", metrics);
    settings.put("csv_options", Map.of("delimiter", ",", "quote_char", "\""));
    tests.put(test, settings);
  }

  /** Otava validates a configuration only if no two tests have a metric of one name. */
  private String metricName(String test, ExportedFigure figure) {
    return metricNames.add(figure.name()) ? figure.name() : test + ": " + figure.name();
  }

  private static Map<String, Object> metric(ExportedFigure figure) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("column", figure.name());
    if (figure.direction() != Direction.NONE) {
      metric.put("direction", figure.direction() == Direction.MORE_IS_BETTER ? 1 : -1);
    }
    return metric;
  }

  /** No column may be called as another is, nor as the one that Otava takes for its own. */
  private static String column(String label, List<ExportedFigure> figures) {
    boolean taken =
        Set.of(TIME, RUN, BRANCH).contains(label)
            || figures.stream().anyMatch(figure -> figure.name().equals(label));
    return taken ? "label " + label : label;
  }

  private static String csv(
      ExportedSeries series,
      List<ExportedFigure> figures,
      List<String> labels,
      List<String> attributes) {
    StringBuilder text = new StringBuilder();
    List<String> head = new ArrayList<>(List.of(TIME));
    head.addAll(attributes);
    figures.forEach(figure -> head.add(figure.name()));
    row(text, head);
    for (ExportedRun run : series.runs()) {
      if (figures.stream().allMatch(figure -> has(run, figure))) {
        List<String> cells = new ArrayList<>(List.of(run.startedAt().toString(), run.id()));
        labels.forEach(label -> cells.add(run.labels().getOrDefault(label, NO_LABEL)));
        for (ExportedFigure figure : figures) {
          ExportedValue value = run.values().get(figure.name());
          cells.add(value == null ? "" : value.text());
        }
        row(text, cells);
      }
    }
    return text.toString();
  }

  /** A row by RFC 4180, but for its end, which is that of text files here. */
  private static void row(StringBuilder text, List<String> cells) {
    text.append(String.join(",", cells.stream().map(OtavaFiles::cell).toList())).append('\n');
  }

  private static String cell(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
