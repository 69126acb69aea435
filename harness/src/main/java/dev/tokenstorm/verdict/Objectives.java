package dev.tokenstorm.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import java.util.List;
import java.util.OptionalDouble;

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
    JsonNode figures = RunResultJson.figures(result);
    boolean open = result.facts().openLoop();
    return objectives.stream()
        .map(objective -> judge(objective, result.ending(), open, figures))
        .toList();
  }

  /** An objective that stopped the run keeps the judgement of that moment. */
  private static ObjectiveResult judge(
      Objective objective, Ending ending, boolean open, JsonNode figures) {
    return ending
        .breach()
        .filter(breach -> breach.objective().equals(objective))
        .orElseGet(() -> ObjectiveResult.of(objective, measured(objective, open, figures)));
  }

  private static OptionalDouble measured(Objective objective, boolean open, JsonNode document) {
    String part = objective.part().pointer();
    Figure.Place place = objective.figure().place();
    if (place instanceof Figure.Value value) {
      return number(document.at(part + value.pointer()));
    }
    if (place instanceof Figure.Timing timing) {
      return number(document.at(part + timing.pointer(open)));
    }
    Figure.Attempts attempts = (Figure.Attempts) place;
    double sum = 0;
    for (JsonNode status : document.at(part)) {
      boolean counts =
          status.path("method").asText().equals(attempts.method())
              && status.path("code").asText().equals(attempts.code());
      sum += counts ? status.path("count").asDouble() : 0;
    }
    return OptionalDouble.of(sum);
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }
}
