package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * The numbers by which comparisons decide. {@code docs/comparing.md} has a table of them, which a
 * test compares with this one.
 */
public enum ComparisonThreshold implements Threshold {
  MOST_SIDES(Unit.COUNT, 6, "sides are compared at most"),
  CONFIDENCE(Unit.RATIO, 0.95, "of the intervals of one figure hold its true ratio"),
  LEAST_RUNS(Unit.COUNT, 3, "blocks, or runs of each side, are the fewest that have an interval"),
  MOST_LEFT_OUT(Unit.RATIO, 0.25, "of the blocks may be left out, or no word is given"),

  // When words are given
  FIRST_LOOK(Unit.COUNT, 6, "blocks count at the first look, at least"),
  MOST_LOOKS(Unit.COUNT, 4, "looks are planned at most"),
  LEVEL(Unit.RATIO, 0.05, "is the chance that sides that are alike get any word of a difference"),
  LEVEL_OF_TWO(Unit.RATIO, 0.0294, "is that chance at each look where two are planned"),
  LEVEL_OF_THREE(Unit.RATIO, 0.0221, "is that chance at each look where three are planned"),
  LEVEL_OF_FOUR(Unit.RATIO, 0.0182, "is that chance at each look where four are planned"),

  // How many more blocks would likely decide
  LIKELY(Unit.RATIO, 0.8, "is how likely the blocks decide that are said to be missing"),
  MOST_MORE(Unit.COUNT, 1000, "more blocks are the most that are named");

  private final Unit unit;
  private final double value;
  private final String sentence;

  ComparisonThreshold(Unit unit, double value, String sentence) {
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

  /** What the number is of, as a sentence that begins with it. */
  String sentence() {
    return sentence;
  }

  /** The number as one that counts. */
  int whole() {
    return (int) value;
  }
}
