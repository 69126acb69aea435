package dev.tokenstorm.regression;

/**
 * A figure of the newest runs beside that of the runs before, in the figure's unit. Means are
 * geometric ones.
 *
 * @param newest how many runs the figure is of
 * @param now their mean
 * @param runs how many runs they are compared with
 * @param before the mean of these
 * @param limit where a mean of so many runs begins to be worse, were the figure the only one
 * @param chance of a mean as bad, were the newest runs as those before
 */
record FigureComparison(
    int newest, double now, int runs, double before, double limit, double chance) {

  static FigureComparison of(GatedFigure figure, MeanTest test) {
    Level level = test.level();
    return new FigureComparison(
        test.newest(),
        figure.valueOf(test.mean()),
        level.runs(),
        figure.valueOf(level.mean()),
        figure.valueOf(level.mean() + test.limit()),
        test.chance());
  }

  /** By which share the figure is above, or below, what it was. */
  double change() {
    return now / before - 1;
  }
}
