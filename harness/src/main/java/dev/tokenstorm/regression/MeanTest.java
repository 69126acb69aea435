package dev.tokenstorm.regression;

/**
 * A one-sided test of the mean of the newest runs against a level, by Student's t with the level's
 * own scatter. All numbers are logarithms of a figure, of which more is worse.
 *
 * @param newest how many runs the mean is of
 * @param level what it is compared with
 * @param mean of the newest runs
 * @param last the newest run alone
 * @param logMargin the least distance that counts
 */
record MeanTest(int newest, Level level, double mean, double last, double logMargin) {

  /**
   * Tests the newest runs.
   *
   * @param newest their logarithms; the last is the newest
   */
  static MeanTest of(double[] newest, Level level, double logMargin) {
    int count = newest.length;
    return new MeanTest(count, level, Level.mean(newest), newest[count - 1], logMargin);
  }

  /**
   * How far the mean may be above the level: {@code t(n-1) s sqrt(1/k + 1/n)}, and never less than
   * the margin.
   */
  double limit() {
    return Math.max(level.reach(newest, levelOfError()), logMargin);
  }

  /** The chance of a mean that is as far above, were the newest runs as the others. */
  double chance() {
    return level.chance(newest, mean - level.mean());
  }

  /**
   * Whether mean and newest run are both above by more than the margin: a run that is as good as
   * those before is no worse, whatever the one before it was.
   */
  boolean beyondMargin() {
    return Math.min(mean, last) - level.mean() > logMargin;
  }

  /**
   * The level of a family of tests at which this one is shown; 1 stands for the nominal levels,
   * which differ with the number of runs.
   */
  double neededLevel() {
    return chance() / levelOfError();
  }

  private double levelOfError() {
    return newest == 1 ? GateThreshold.LEVEL_OF_ONE.value() : GateThreshold.LEVEL_OF_MORE.value();
  }
}
