package dev.tokenstorm.result;

import java.util.List;

/**
 * A verdict, as the result document keeps it.
 *
 * @param outcome {@code passed}, {@code failed} or {@code untrustworthy}
 * @param reasons why it failed, one sentence each, its objectives aside
 * @param doubts why its figures may not be about the server
 * @param notes what else a reader of the figures should know, one sentence each
 */
public record VerdictRecord(
    String outcome,
    List<String> reasons,
    List<Doubt> doubts,
    List<String> notes,
    List<ObjectiveResult> objectives) {
  public VerdictRecord {
    reasons = List.copyOf(reasons);
    doubts = List.copyOf(doubts);
    notes = List.copyOf(notes);
    objectives = List.copyOf(objectives);
  }
}
