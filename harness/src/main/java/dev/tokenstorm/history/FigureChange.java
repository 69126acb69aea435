package dev.tokenstorm.history;

/**
 * A place in a series where a figure changed.
 *
 * @param figure its name
 * @param row the index of the first row after it, among all rows of the series
 * @param before the geometric mean of the figure since the change before, in the figure's unit
 * @param after the same until the next change
 */
public record FigureChange(String figure, int row, double before, double after) {

  /** By how much the figure grew, as a share of what it was; below zero if it fell. */
  public double share() {
    return after / before - 1;
  }
}
