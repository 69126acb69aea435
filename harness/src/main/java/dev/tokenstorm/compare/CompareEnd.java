package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.Keyed;

/** The reasons for which a comparison ends. */
public enum CompareEnd implements Keyed {
  DECIDED("every figure was decided"),
  ALL_RUN("all blocks that --budget allowed were run"),
  BUDGET("--budget left no time for another block"),
  SIDE_FAILED("no two sides were left to compare"),
  INTERRUPTED("it was interrupted"),
  TARGET_LOST("a target went away"),
  FAILED("a run could not be made");

  private final String words;

  CompareEnd(String words) {
    this.words = words;
  }

  /** Returns the reason, as a part of a sentence. */
  public String words() {
    return words;
  }

  /** Returns whether no call may go on with it, as all that can be said has been said. */
  public boolean settled() {
    return switch (this) {
      case DECIDED, ALL_RUN, BUDGET, SIDE_FAILED -> true;
      case INTERRUPTED, TARGET_LOST, FAILED -> false;
    };
  }
}
