package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What came of a run in a process of its own.
 *
 * @param document that it printed; missing if it printed none
 * @param said its messages, line by line
 */
public record ChildResult(int exitCode, JsonNode document, List<String> said) {
  public ChildResult {
    said = List.copyOf(said);
  }
}
