package dev.tokenstorm.export;

import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.Unit;

/**
 * A figure of exported runs.
 *
 * @param name such as {@code workflow.p99}
 */
public record ExportedFigure(String name, Unit unit, Direction direction) {

  /** The name with its unit, in words: {@code workflow-p99-seconds}. */
  String slug() {
    String words = name.replaceAll("[^A-Za-z0-9]+", "-");
    String inUnit = unit.key().replace('_', '-');
    return unit == Unit.COUNT || unit == Unit.RATIO ? words : words + "-" + inUnit;
  }
}
