package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.RunPart;
import java.util.OptionalDouble;

/**
 * Reads figures from the places where the result document holds them. So every figure of the
 * document can be named, and no other.
 *
 * @param document {@code result.json}, or the part of it that holds figures
 * @param open whether workflows had intended times
 */
public record DocumentFigures(JsonNode document, boolean open) {

  /** Returns the figures of a run, also of one that is still going on. */
  public static DocumentFigures of(RunResult result) {
    return new DocumentFigures(RunResultJson.figures(result), result.facts().openLoop());
  }

  /** Returns a figure; empty if the document does not hold it. */
  public OptionalDouble read(RunPart part, Figure figure) {
    Figure.Place place = figure.place();
    if (place instanceof Figure.Value value) {
      return number(document.at(part.pointer() + value.pointer()));
    }
    if (place instanceof Figure.Timing timing) {
      return number(document.at(part.pointer() + timing.pointer(open)));
    }
    Figure.Attempts attempts = (Figure.Attempts) place;
    double sum = 0;
    for (JsonNode status : document.at(part.pointer())) {
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
