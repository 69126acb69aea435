package dev.tokenstorm.result;

/**
 * How a run ended.
 *
 * @param sentence says it to a person
 */
public record Ending(How how, String sentence) {

  /** The ways to end. */
  public enum How {
    FINISHED("finished"),
    /** The user stopped it. */
    INTERRUPTED("interrupted"),
    /** The target went away and did not come back. */
    TARGET_LOST("target-lost"),
    /** The harness could not go on. */
    FAILED("failed");

    private final String key;

    How(String key) {
      this.key = key;
    }

    /** Its name in files. */
    public String key() {
      return key;
    }
  }

  /** All work was done and waited for. */
  public static Ending finished() {
    return new Ending(How.FINISHED, "The run finished.");
  }

  /** Whether the user stopped the run, so that work left open is no one's fault. */
  public boolean interrupted() {
    return how == How.INTERRUPTED;
  }
}
