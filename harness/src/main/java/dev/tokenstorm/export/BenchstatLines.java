package dev.tokenstorm.export;

import dev.tokenstorm.objective.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Go benchmark lines, a line for each run, as {@code benchstat} reads them. Labels go before the
 * runs that have them, and hold until they change.
 */
final class BenchstatLines {
  private static final String FILE = "benchstat.txt";

  private final StringBuilder text = new StringBuilder();
  private final SortedMap<String, String> held = new TreeMap<>();

  private BenchstatLines() {}

  static SortedMap<String, String> of(List<ExportedSeries> series) {
    BenchstatLines lines = new BenchstatLines();
    lines.units(series);
    for (ExportedSeries each : series) {
      for (ExportedRun run : each.runs()) {
        lines.labels(run);
        lines.run(each, run);
      }
    }
    return new TreeMap<>(Map.of(FILE, lines.text.toString()));
  }

  private void units(List<ExportedSeries> series) {
    series.stream()
        .flatMap(each -> each.figures().stream())
        .distinct()
        .filter(figure -> figure.direction() != Direction.NONE)
        .forEach(
            figure ->
                text.append("Unit ")
                    .append(unit(figure))
                    .append(" better=")
                    .append(figure.direction() == Direction.MORE_IS_BETTER ? "higher" : "lower")
                    .append('\n'));
  }

  /** A key without a value takes back what an earlier run said. */
  private void labels(ExportedRun run) {
    SortedMap<String, String> labels = new TreeMap<>();
    run.labels().forEach((key, value) -> labels.put(key(key), value));
    for (String key : new ArrayList<>(held.keySet())) {
      if (!labels.containsKey(key)) {
        text.append(key).append(":\n");
        held.remove(key);
      }
    }
    labels.forEach(
        (key, value) -> {
          if (!value.equals(held.put(key, value))) {
            text.append(key).append(": ").append(value).append('\n');
          }
        });
  }

  /** A key begins with a lower-case letter, and has no upper-case one. */
  private static String key(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return lower.matches("[a-z].*") ? lower : "label-" + lower;
  }

  private void run(ExportedSeries series, ExportedRun run) {
    StringBuilder line = new StringBuilder();
    for (ExportedFigure figure : series.figures()) {
      ExportedValue value = run.values().get(figure.name());
      if (value != null) {
        line.append(' ').append(value.text()).append(' ').append(unit(figure));
      }
    }
    if (!line.isEmpty()) {
      text.append(name(series)).append(" 1").append(line).append('\n');
    }
  }

  /** Were the series last, benchstat would take its "-8" for a number of threads. */
  private static String name(ExportedSeries series) {
    return "BenchmarkTokenstorm/series="
        + series.name().replaceAll("[\\s/\"]+", "_")
        + "/kind="
        + series.kind();
  }

  private static String unit(ExportedFigure figure) {
    return figure.name()
        + switch (figure.unit()) {
          case SECONDS -> "-sec";
          case PER_SECOND -> "/s";
          case COUNT, RATIO -> "";
          case BYTES -> "-B";
          case BYTES_PER_SECOND -> "-B/s";
        };
  }
}
