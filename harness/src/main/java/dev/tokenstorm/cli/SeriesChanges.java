package dev.tokenstorm.cli;

import dev.tokenstorm.history.FigureChange;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.regression.ChangePoint;
import dev.tokenstorm.regression.ChangePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the figures of a series changed. Only those that most people look at are searched, as the
 * time grows with the square of the number of rows.
 */
final class SeriesChanges implements Function<String, Map<Integer, String>> {
  private final List<HistoryRow> rows;
  private final List<String> searched =
      SeriesFigure.usual().stream().map(SeriesFigure::name).toList();

  /**
   * @param rows from the oldest to the newest
   */
  SeriesChanges(List<HistoryRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** By how much a figure changed, by the index of the first row after it. */
  @Override
  public Map<Integer, String> apply(String figure) {
    Map<Integer, String> changes = new TreeMap<>();
    of(figure).forEach(change -> changes.put(change.row(), percent(change.share())));
    return changes;
  }

  /** All changes of all figures that are searched. */
  List<FigureChange> all() {
    return searched.stream().flatMap(figure -> of(figure).stream()).toList();
  }

  private List<FigureChange> of(String figure) {
    List<FigureChange> changes = new ArrayList<>();
    if (!searched.contains(figure)) {
      return changes;
    }
    int[] comparable =
        IntStream.range(0, rows.size())
            .filter(row -> rows.get(row).comparable(figure).orElse(0) > 0)
            .toArray();
    double[] logs =
        Arrays.stream(comparable)
            .mapToDouble(row -> Math.log(rows.get(row).comparable(figure).orElseThrow()))
            .toArray();
    List<Integer> ends =
        Stream.of(
                Stream.of(0),
                ChangePoints.of(logs).stream().map(ChangePoint::at),
                Stream.of(logs.length))
            .flatMap(all -> all)
            .toList();
    for (int i = 1; i < ends.size() - 1; i++) {
      double before = mean(logs, ends.get(i - 1), ends.get(i));
      double after = mean(logs, ends.get(i), ends.get(i + 1));
      changes.add(
          new FigureChange(figure, comparable[ends.get(i)], Math.exp(before), Math.exp(after)));
    }
    return changes;
  }

  private static double mean(double[] logs, int from, int to) {
    return Arrays.stream(logs, from, to).average().orElseThrow();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share).replace('-', '−');
  }
}
