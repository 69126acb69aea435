package dev.tokenstorm.history;

import java.time.Instant;

/**
 * A series at a glance.
 *
 * @param newest its newest row
 * @param rows how many it has
 * @param first when its oldest row started
 */
public record SeriesSummary(HistoryRow newest, long rows, Instant first) {

  /** What the series is called. */
  public String name() {
    return newest.series().name();
  }
}
