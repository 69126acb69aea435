package dev.tokenstorm.search;

import dev.tokenstorm.server.TargetInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A search, as its document keeps it.
 *
 * @param startedAt when it began
 * @param end why it ended; empty while it goes on
 * @param answer so far
 */
public record SearchRecord(
    SearchPlan plan,
    Instant startedAt,
    TargetInfo target,
    Optional<StopReason> end,
    Optional<SearchAnswer> answer,
    List<Trial> trials) {
  public SearchRecord {
    trials = List.copyOf(trials);
  }
}
