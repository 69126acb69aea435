package dev.tokenstorm.regression;

import java.util.List;

/**
 * The gate's answer on the newest run of a series.
 *
 * @param figures an answer for each figure that gates, in the order they were named
 */
public record GateAnswer(List<FigureAnswer> figures) {
  public GateAnswer {
    figures = List.copyOf(figures);
  }

  /** Those by which the run is worse. */
  public List<FigureAnswer> worse() {
    return figures.stream().filter(figure -> figure.finding() == GateFinding.WORSE).toList();
  }

  /** Whether each figure could be judged. */
  public boolean complete() {
    return figures.stream()
        .noneMatch(
            figure ->
                figure.finding() == GateFinding.TOO_FEW_BEFORE
                    || figure.finding() == GateFinding.NOT_MEASURED);
  }
}
