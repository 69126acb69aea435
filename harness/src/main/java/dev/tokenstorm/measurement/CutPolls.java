package dev.tokenstorm.measurement;

import java.time.Duration;

/**
 * Long polls that ended before their time, without an answer and not by the harness's own doing, on
 * a connection that had been made.
 *
 * @param count how many
 * @param open how long they had been open, all together
 */
public record CutPolls(long count, Duration open) {
  /** None. */
  public static final CutPolls NONE = new CutPolls(0, Duration.ZERO);

  /** How long one had been open on average; zero if there is none. */
  public Duration mean() {
    return count == 0 ? Duration.ZERO : open.dividedBy(count);
  }
}
