package dev.tokenstorm.history;

import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Unit;
import java.util.Map;

/** The units of what rows have: of runs' figures, and of searches' answers. */
final class FigureUnits {
  static final String KNEE = "tune.knee";
  static final String KNEE_RATE = "tune.completions-rate";
  static final String CAPACITY = "capacity.rate";

  private static final Map<String, Unit> OF_ANSWERS =
      Map.of(KNEE, Unit.COUNT, KNEE_RATE, Unit.PER_SECOND, CAPACITY, Unit.PER_SECOND);

  private FigureUnits() {}

  /** The unit of a figure; that of a count for one that this version does not know. */
  static Unit of(String figure) {
    return FigureTable.named(figure)
        .map(Figure::unit)
        .orElse(OF_ANSWERS.getOrDefault(figure, Unit.COUNT));
  }

  /** A value of a figure as people read it. */
  static String text(String figure, double value) {
    return FigureText.of(of(figure), value);
  }
}
