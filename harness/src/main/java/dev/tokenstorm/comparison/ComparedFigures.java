package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.PartFigure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which figures sides are compared by. */
public final class ComparedFigures {
  /** How much a closed loop does, and what it costs. */
  private static final List<String> CLOSED_LOOP =
      List.of("completions.rate", "generator.cpu-per-greeting");

  /** An open loop does what it is told, so what tells is how long it takes. */
  private static final List<String> OPEN_LOOP = List.of("workflow.p50", "workflow.p99");

  private ComparedFigures() {}

  /**
   * The figures that are judged, those of the loop's kind first, and then all others, which are
   * shown.
   *
   * @param also judged because a user says so
   */
  public static List<ComparedFigure> of(boolean openLoop, List<PartFigure> also) {
    Set<PartFigure> judged = new LinkedHashSet<>();
    (openLoop ? OPEN_LOOP : CLOSED_LOOP)
        .forEach(name -> judged.add(usual(FigureTable.named(name).orElseThrow())));
    judged.addAll(also);
    Stream<ComparedFigure> shown =
        FigureTable.all().stream()
            .map(ComparedFigures::usual)
            .filter(figure -> !judged.contains(figure))
            .map(figure -> new ComparedFigure(figure, false));
    return Stream.concat(judged.stream().map(figure -> new ComparedFigure(figure, true)), shown)
        .toList();
  }

  /** A figure of the part that is meant where none is named. */
  private static PartFigure usual(Figure figure) {
    return new PartFigure(figure.parts().get(0), figure);
  }
}
