package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.PartFigure;

/**
 * A figure that sides are compared by.
 *
 * @param judged whether it gets a word; one that does not has its interval printed
 */
public record ComparedFigure(PartFigure figure, boolean judged) {

  /** As {@link RunFigures} call it. */
  public String name() {
    return figure.name();
  }

  /** Which way is better. */
  public Direction direction() {
    return figure.figure().direction();
  }
}
