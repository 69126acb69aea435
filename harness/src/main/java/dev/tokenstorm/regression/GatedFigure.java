package dev.tokenstorm.regression;

import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.Unit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure that gates, in all runs of a series.
 *
 * @param name such as {@code workflow.p99}
 * @param direction which way is better, since a figure that has none cannot be worse
 * @param values a run's each, in order of time; empty for a run that does not have it
 */
public record GatedFigure(
    String name, Unit unit, Direction direction, List<OptionalDouble> values) {
  public GatedFigure {
    if (direction == Direction.NONE) {
      throw new IllegalArgumentException(name + " has no better direction");
    }
    values = List.copyOf(values);
  }

  /** Whether a run has a value that has a logarithm. */
  boolean isIn(int run) {
    double value = values.get(run).orElse(0);
    return value > 0 && Double.isFinite(value);
  }

  /** The logarithm of a run's value, with the sign that makes more worse. */
  double badness(int run) {
    return sign() * Math.log(values.get(run).orElseThrow());
  }

  /** The value of which {@link #badness} is given. */
  double valueOf(double badness) {
    return Math.exp(sign() * badness);
  }

  private int sign() {
    return direction == Direction.LESS_IS_BETTER ? 1 : -1;
  }
}
