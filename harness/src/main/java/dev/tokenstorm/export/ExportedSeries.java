package dev.tokenstorm.export;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Runs that can be compared.
 *
 * @param kind {@code run}, or the search whose answers they are
 * @param figures that are exported
 * @param runs in order of time
 */
public record ExportedSeries(
    String name, String kind, List<ExportedFigure> figures, List<ExportedRun> runs) {
  public ExportedSeries {
    figures = List.copyOf(figures);
    runs = List.copyOf(runs);
  }

  /** The keys of all labels that any of the runs has. */
  SortedSet<String> labels() {
    SortedSet<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(run.labels().keySet()));
    return keys;
  }
}
