package dev.tokenstorm.result;

import java.util.List;

/**
 * A verdict, as the result document keeps it.
 *
 * @param outcome {@code passed} or {@code failed}
 * @param reasons why it failed, one sentence each, its objectives aside
 * @param notes what a reader of the figures should know, one sentence each
 */
public record Judgement(
    String outcome, List<String> reasons, List<String> notes, List<ObjectiveResult> objectives) {
  public Judgement {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
    objectives = List.copyOf(objectives);
  }
}
