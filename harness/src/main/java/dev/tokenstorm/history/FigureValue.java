package dev.tokenstorm.history;

import java.util.OptionalDouble;

/**
 * A figure of a row, in the figure's unit.
 *
 * @param low where it lies at least; a run's figures have no interval, as the run is the unit
 * @param high where it lies at most
 */
public record FigureValue(double value, OptionalDouble low, OptionalDouble high) {

  /** A value without an interval. */
  public FigureValue(double value) {
    this(value, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
