package dev.tokenstorm.search;

/** Why a search ended. */
public enum StopReason {
  /** Its answer is as narrow as it is to be. */
  NARROW("narrow", "its answer is narrow enough"),
  /** Nothing is left to run, and the answer is not narrow, or there is none. */
  EXHAUSTED("exhausted", "there was nothing left to try"),
  /** A further run would have taken longer than was left. */
  BUDGET("budget", "--budget left no time for another run"),
  /** The user stopped it. */
  INTERRUPTED("interrupted", "it was interrupted"),
  /** The target went away. */
  TARGET_LOST("target-lost", "the target went away"),
  /** A run could not be made. */
  FAILED("failed", "a run could not be made");

  private final String key;
  private final String words;

  StopReason(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** The reason, as a part of a sentence. */
  public String words() {
    return words;
  }
}
