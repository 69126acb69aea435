package dev.tokenstorm.compare;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * The numbers by which a comparison plans its runs, and leaves blocks out. {@code
 * docs/comparing.md} has a table of them, which a test compares with this one.
 */
enum ScheduleThreshold implements Threshold {
  BLOCKS_WANTED(Unit.COUNT, 20, "blocks that the lengths of runs leave room for, if they can"),
  WARMUP_SHARE(Unit.RATIO, 0.2, "of a run's time is its warm-up, if none is given"),
  WARMUP_SHORTEST(Unit.SECONDS, 0.5, "is the shortest such warm-up"),
  WARMUP_LONGEST(Unit.SECONDS, 5, "is the longest such warm-up"),
  LENGTH_SHARE(Unit.RATIO, 0.65, "of a run's time is its measured phase, if nothing says it"),
  LENGTH_SHORTEST(Unit.SECONDS, 1.5, "is the shortest such measured phase"),
  LENGTH_LONGEST(Unit.SECONDS, 20, "is the longest such measured phase"),
  WARMING_LENGTHS(Unit.COUNT, 2, "times that phase is the one of the run that warms a side"),
  WARMING_SHORTEST(Unit.SECONDS, 3, "is the shortest phase of a run that warms a side"),
  WARMING_LONGEST(Unit.SECONDS, 15, "is the longest phase of a run that warms a side"),
  BEYOND_MARGIN(Unit.COUNT, 1.2, "times what a warming run took beyond its plan is planned for"),
  FIRST_BEYOND(Unit.COUNT, 2, "times what other sides took so is the most of the first side's"),
  BEYOND_FLOOR(Unit.SECONDS, 0.3, "is the least that is planned for beyond a run's plan"),
  REST(Unit.SECONDS, 0.2, "is the pause before each run"),
  LEAST_LEFT(Unit.RATIO, 0.8, "of a block's planned time has to be left for it to begin"),
  OTHERS_EXCESS(Unit.RATIO, 0.1, "of all cores, above the median of a side's runs, is too much"),
  STOP(Unit.SECONDS, 0.5, "is the shortest stop of the whole process that is one");

  private final Unit unit;
  private final double value;
  private final String sentence;

  ScheduleThreshold(Unit unit, double value, String sentence) {
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
}
