package dev.tokenstorm.measurement;

import java.time.Duration;

/**
 * Long polls that ended early: without an answer, on an established connection, and not because the
 * harness ended them.
 *
 * @param count how many polls were cut
 * @param open how long they had been open, in all
 */
public record CutPolls(long count, Duration open) {
  /** No poll was cut. */
  public static final CutPolls NONE = new CutPolls(0, Duration.ZERO);

  /** Returns how long a cut poll had been open on average; zero if there is none. */
  public Duration mean() {
    return count == 0 ? Duration.ZERO : open.dividedBy(count);
  }
}
