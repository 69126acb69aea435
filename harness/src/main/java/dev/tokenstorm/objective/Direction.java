package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Keyed;

/** Which way a figure has to move for a run to be better, its plan being the same. */
public enum Direction implements Keyed {
  MORE_IS_BETTER("more"),
  LESS_IS_BETTER("less"),

  /** A figure that follows from the plan or the run's length, or that may be good either way. */
  NONE("none");

  private final String key;

  Direction(String key) {
    this.key = key;
  }

  @Override
  public String key() {
    return key;
  }
}
