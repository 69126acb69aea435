package dev.tokenstorm.export;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of a series, or one answer of a search.
 *
 * @param values by the figures' names; a figure that the run does not have is missing
 */
public record ExportedRun(
    String id,
    Instant startedAt,
    SortedMap<String, String> labels,
    Map<String, ExportedValue> values) {
  public ExportedRun {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    values = Map.copyOf(values);
  }
}
