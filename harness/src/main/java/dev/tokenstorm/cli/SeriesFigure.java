package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure that rows of a history may have: one of a run, or one of a search's answer.
 *
 * @param name as rows call it
 */
record SeriesFigure(String name, Unit unit, Direction direction) {
  /** A knee is better neither way. */
  private static final List<SeriesFigure> OF_ANSWERS =
      List.of(
          new SeriesFigure("tune.knee", Unit.COUNT, Direction.NONE),
          new SeriesFigure("tune.completions-rate", Unit.PER_SECOND, Direction.MORE_IS_BETTER),
          new SeriesFigure("capacity.rate", Unit.PER_SECOND, Direction.MORE_IS_BETTER));

  /** The figure of a name. */
  static Optional<SeriesFigure> named(String name) {
    return OF_ANSWERS.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .or(() -> FigureTable.named(name).map(SeriesFigure::of));
  }

  /** The one figure that gates a series unless others are named. */
  static SeriesFigure gating(HistoryRow newest) {
    String name =
        switch (newest.origin().kind()) {
          case RUN -> newest.origin().openLoop() ? "workflow.p99" : "completions.rate";
          case TUNE -> "tune.completions-rate";
          case CAPACITY -> "capacity.rate";
        };
    return named(name).orElseThrow();
  }

  /** Those that most people look at. */
  static List<SeriesFigure> usual() {
    return Stream.concat(
            Stream.of(
                    "workflows.rate",
                    "completions.rate",
                    "workflow.p50",
                    "workflow.p99",
                    "completion.p50",
                    "completion.p99",
                    "generator.cpu-per-greeting")
                .map(name -> named(name).orElseThrow()),
            OF_ANSWERS.stream())
        .toList();
  }

  private static SeriesFigure of(Figure figure) {
    return new SeriesFigure(figure.name(), figure.unit(), figure.direction());
  }
}
