package dev.tokenstorm.history;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure of a row, in the figure's unit.
 *
 * @param low where it lies at least; a run's figures have no interval, as the run is the unit
 * @param high where it lies at most
 * @param ownLimit the part of the harness that bound it; then it lies at the value at least, and
 *     nobody knows how much higher
 */
public record FigureValue(
    double value, OptionalDouble low, OptionalDouble high, Optional<String> ownLimit) {

  /** A value without an interval. */
  public FigureValue(double value) {
    this(value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** A value with an interval. */
  public FigureValue(double value, OptionalDouble low, OptionalDouble high) {
    this(value, low, high, Optional.empty());
  }

  /** A value that a part of the harness bound. */
  static FigureValue atLeast(double value, String ownLimit) {
    return new FigureValue(
        value, OptionalDouble.of(value), OptionalDouble.empty(), Optional.of(ownLimit));
  }

  /** Returns it as people read it. */
  String text(String figure) {
    String text = FigureUnits.text(figure, value);
    return ownLimit.isPresent() ? "at least " + text : text;
  }
}
