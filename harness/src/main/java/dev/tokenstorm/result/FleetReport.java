package dev.tokenstorm.result;

import java.time.Duration;
import java.util.List;

/**
 * The cells of a run that several carried out together.
 *
 * @param startSpread how far apart the cells began at most: each began that much after the one
 *     instant, by the way of the word and by its own clock
 */
public record FleetReport(List<CellReport> cells, Duration startSpread) {
  public FleetReport {
    cells = List.copyOf(cells);
  }
}
