package dev.tokenstorm.result;

import java.util.List;

/**
 * A verdict as the result document keeps it.
 *
 * @param outcome {@code passed}, {@code failed} or {@code untrustworthy}
 * @param reasons why the run failed, one sentence each, without its objectives
 * @param doubts reasons why the figures may not be about the server
 * @param notes what else a reader of the figures should know, one sentence each
 * @param objectives the judgement on each objective
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
