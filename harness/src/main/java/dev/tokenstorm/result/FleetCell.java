package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Which cell of which fleet a run was.
 *
 * @param fleet id of the fleet's run
 * @param cell the cell's number, from 0
 * @param cells how many cells the fleet has
 */
public record FleetCell(String fleet, int cell, int cells) {
  /** More cells than any fleet has. */
  public static final int MOST_CELLS = 1_000;

  public FleetCell {
    if (cells < 1 || cells > MOST_CELLS || cell < 0 || cell >= cells) {
      throw new IllegalArgumentException("No cell: %d of %d".formatted(cell, cells));
    }
  }

  /** Returns its name within the fleet, such as {@code c0}. */
  public String name() {
    return name(cell);
  }

  /** Returns the name of the cell of a number. */
  public static String name(int cell) {
    return "c" + cell;
  }

  ObjectNode json() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("id", fleet);
    tree.put("cell", cell);
    tree.put("cells", cells);
    return tree;
  }

  /** Returns what {@link #json} wrote; empty if it was something else. */
  static Optional<FleetCell> read(JsonNode tree) {
    try {
      return tree.path("cell").isInt() && !tree.path("id").asText().isEmpty()
          ? Optional.of(
              new FleetCell(
                  tree.path("id").asText(),
                  tree.path("cell").asInt(),
                  tree.path("cells").asInt()))
          : Optional.empty();
    } catch (IllegalArgumentException noCell) {
      return Optional.empty();
    }
  }
}
