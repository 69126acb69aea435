package dev.tokenstorm.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.objective.Direction;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What github-action-benchmark reads as {@code customBiggerIsBetter} and {@code
 * customSmallerIsBetter}: the newest run of each series. A figure that is no better either way is
 * in neither file.
 */
final class ActionBenchmarkJson {
  private static final Map<Direction, String> FILES =
      Map.of(
          Direction.MORE_IS_BETTER,
          "bigger-is-better.json",
          Direction.LESS_IS_BETTER,
          "smaller-is-better.json");

  private ActionBenchmarkJson() {}

  static SortedMap<String, String> of(List<ExportedSeries> series) {
    SortedMap<String, String> files = new TreeMap<>();
    FILES.forEach(
        (direction, file) -> {
          ArrayNode document = JsonNodeFactory.instance.arrayNode();
          series.forEach(each -> add(document, each, direction));
          if (!document.isEmpty()) {
            files.put(file, document.toPrettyString() + "\n");
          }
        });
    return files;
  }

  private static void add(ArrayNode document, ExportedSeries series, Direction direction) {
    if (series.runs().isEmpty()) {
      return;
    }
    ExportedRun newest = series.runs().get(series.runs().size() - 1);
    for (ExportedFigure figure : series.figures()) {
      ExportedValue value = newest.values().get(figure.name());
      if (figure.direction() == direction && value != null) {
        ObjectNode entry = document.addObject();
        entry.put("name", series.name() + ": " + figure.name());
        entry.put("unit", unit(figure));
        entry.put("value", value.value());
        if (value.low().isPresent() && value.high().isPresent()) {
          entry.put(
              "range",
              ExportedValue.text(value.low().getAsDouble())
                  + " to "
                  + ExportedValue.text(value.high().getAsDouble()));
        }
        entry.put("extra", extra(newest));
      }
    }
  }

  private static String unit(ExportedFigure figure) {
    return switch (figure.unit()) {
      case SECONDS -> "s";
      case PER_SECOND -> "1/s";
      case COUNT -> "count";
      case RATIO -> "ratio";
      case BYTES -> "bytes";
      case BYTES_PER_SECOND -> "bytes/s";
    };
  }

  private static String extra(ExportedRun run) {
    return Stream.concat(
            Stream.of("run: " + run.id()),
            run.labels().entrySet().stream().map(label -> label.getKey() + ": " + label.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
