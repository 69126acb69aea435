package dev.tokenstorm.regression;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * The numbers by which the gate decides. {@code docs/regressions.md} has a table of them, which a
 * test compares with this one.
 */
public enum GateThreshold implements Threshold {
  FEWEST_BEFORE(Unit.COUNT, 5, "runs are the fewest that the newest is compared with"),
  WINDOW(Unit.COUNT, 20, "runs are the most that it is compared with, unless `--window` says so"),
  MARGIN(Unit.RATIO, 0.05, "worse is the least that counts, unless `--margin` says so"),
  NEWEST(Unit.COUNT, 3, "newest runs are the most whose mean is tested"),
  LEVEL_OF_ONE(Unit.RATIO, 0.02, "is the chance of a false alarm by the newest run alone"),
  LEVEL_OF_MORE(Unit.RATIO, 0.01, "is that chance of the newest two, and of the newest three"),
  CHANGE_LEVEL(Unit.RATIO, 0.01, "is the chance of a change point in a series that has none"),
  CHANGE_PERMUTATIONS(Unit.COUNT, 999, "permutations tell whether chance explains a change"),
  CHANGE_RUNS(Unit.COUNT, 4, "runs are the fewest before, between and after change points"),
  CHANGE_SERIES(Unit.COUNT, 500, "newest runs are searched for change points");

  private final Unit unit;
  private final double value;
  private final String sentence;

  GateThreshold(Unit unit, double value, String sentence) {
    this.unit = unit;
    this.value = value;
    this.sentence = sentence;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public double value() {
    return value;
  }

  /** The number, of a threshold that counts something. */
  public int count() {
    return (int) value;
  }

  /** What the number is of, as a sentence that begins with it. */
  String sentence() {
    return sentence;
  }
}
