package dev.tokenstorm.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bencher's metric format: the newest run of each series, with intervals where there are any. */
final class BencherJson {
  private static final String FILE = "bencher.json";

  private BencherJson() {}

  static SortedMap<String, String> of(List<ExportedSeries> series) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (ExportedSeries each : series) {
      if (!each.runs().isEmpty()) {
        ExportedRun newest = each.runs().get(each.runs().size() - 1);
        ObjectNode measures = document.putObject(each.name());
        for (ExportedFigure figure : each.figures()) {
          ExportedValue value = newest.values().get(figure.name());
          if (value != null) {
            ObjectNode metric = measures.putObject(figure.slug());
            metric.put("value", value.value());
            value.low().ifPresent(low -> metric.put("lower_value", low));
            value.high().ifPresent(high -> metric.put("upper_value", high));
          }
        }
      }
    }
    return new TreeMap<>(Map.of(FILE, document.toPrettyString() + "\n"));
  }
}
