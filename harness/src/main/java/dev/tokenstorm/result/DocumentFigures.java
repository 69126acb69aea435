package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.RunPart;
import java.util.OptionalDouble;

/** Reads figures of a result document by the names that objectives call them. */
public final class DocumentFigures {
  private DocumentFigures() {}

  /**
   * The value of a figure, in its unit.
   *
   * @param document of a run
   * @param part of the run that the figure is of
   * @param open whether the run was an open loop
   * @return empty if the document does not have it
   */
  public static OptionalDouble value(JsonNode document, Figure figure, RunPart part, boolean open) {
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
