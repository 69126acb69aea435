package dev.tokenstorm.recovery;

/**
 * Attempts of activities that came to nothing.
 *
 * @param superseded tokens whose place a retry took
 * @param timedOut tokens whose attempt, the activity's last, ran into a timeout
 * @param unissued attempts of which no token reached the harness
 */
public record AttemptCounts(long superseded, long timedOut, long unissued) {
  /** None. */
  public static final AttemptCounts NONE = new AttemptCounts(0, 0, 0);

  AttemptCounts plus(AttemptCounts other) {
    return new AttemptCounts(
        superseded + other.superseded, timedOut + other.timedOut, unissued + other.unissued);
  }
}
