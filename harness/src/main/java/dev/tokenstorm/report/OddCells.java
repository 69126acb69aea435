package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.statistics.RobustStatistics;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Puts the cells of a fleet into an order in which those come first that differ most from the
 * others, in whichever figure. A lost cell comes before all that are not.
 */
final class OddCells {
  /** A cell that is no further from the others than this share makes no difference. */
  private static final double LEAST_SHARE = 0.05;

  private static final List<ToDoubleFunction<CellReport>> FIGURES =
      List.of(
          CellReport::closedPerSecond,
          cell -> cell.lagSeconds().orElse(0),
          CellReport::coresUsed,
          cell -> Nanos.toSeconds(cell.longestSilence()),
          cell -> cell.doubts().size());

  private OddCells() {}

  /** Returns them in that order; those alike stay in the order of their numbers. */
  static List<CellReport> first(List<CellReport> cells) {
    return cells.stream()
        .sorted(Comparator.comparingDouble(cell -> -oddness(cell, cells)))
        .toList();
  }

  private static double oddness(CellReport cell, List<CellReport> cells) {
    if (cell.fate() == CellReport.Fate.LOST) {
      return Double.POSITIVE_INFINITY;
    }
    List<CellReport> others =
        cells.stream()
            .filter(other -> !other.name().equals(cell.name()))
            .filter(other -> other.fate() != CellReport.Fate.LOST)
            .toList();
    return others.isEmpty()
        ? 0
        : FIGURES.stream()
            .mapToDouble(
                figure ->
                    RobustStatistics.deviation(
                        figure.applyAsDouble(cell),
                        others.stream().mapToDouble(figure).toArray(),
                        LEAST_SHARE))
            .map(deviation -> Math.min(deviation, Double.MAX_VALUE))
            .max()
            .orElse(0);
  }
}
