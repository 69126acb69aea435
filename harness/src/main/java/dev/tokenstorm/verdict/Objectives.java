package dev.tokenstorm.verdict;

import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.result.DocumentFigures;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import java.util.List;

/**
 * Compares objectives with figures. Figures are read from the places where the result document
 * holds them: so objectives can name every figure of the document, and no other.
 */
public final class Objectives {
  private Objectives() {}

  /**
   * Judges the objectives of the run's plan. A run that is still going on is judged by its figures
   * so far.
   */
  public static List<ObjectiveResult> judge(RunResult result) {
    return judge(result.facts().plan().verdict().objectives(), result);
  }

  /**
   * Judges objectives, in the order given. A run that is still going on is judged by its figures so
   * far.
   */
  public static List<ObjectiveResult> judge(List<Objective> objectives, RunResult result) {
    if (objectives.isEmpty()) {
      return List.of();
    }
    DocumentFigures figures = DocumentFigures.of(result);
    return objectives.stream()
        .map(objective -> judge(objective, result.ending(), figures))
        .toList();
  }

  /** An objective that stopped the run keeps the judgement of that moment. */
  private static ObjectiveResult judge(
      Objective objective, Ending ending, DocumentFigures figures) {
    return ending
        .breach()
        .filter(breach -> breach.objective().equals(objective))
        .orElseGet(
            () ->
                ObjectiveResult.of(objective, figures.read(objective.part(), objective.figure())));
  }
}
