package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Keyed;

/** The reasons for which a search ends. */
public enum StopReason implements Keyed {
  /** Its answer is as narrow as it is to be. */
  NARROW("its answer is narrow enough"),
  /** Nothing is left to run, and the answer is not narrow, or there is none. */
  EXHAUSTED("there was nothing left to try"),
  /** A further run would have taken longer than was left. */
  BUDGET("--budget left no time for another run"),
  /** The user stopped it. */
  INTERRUPTED("it was interrupted"),
  /** The target went away. */
  TARGET_LOST("the target went away"),
  /** A run could not be made. */
  FAILED("a run could not be made");

  private final String words;

  StopReason(String words) {
    this.words = words;
  }

  /** The reason, as a part of a sentence. */
  public String words() {
    return words;
  }
}
