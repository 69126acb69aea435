package dev.tokenstorm.merge;

import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.FleetCell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Tells how a fleet ended, of how its cells did. */
final class FleetEnding {
  /** The end that says most comes first. */
  private static final List<How> GRAVEST_FIRST =
      List.of(
          How.CELL_LOST,
          How.FAILED,
          How.KILLED,
          How.TARGET_LOST,
          How.INTERRUPTED,
          How.NOT_PARKED,
          How.ABORTED,
          How.TAKEN_UP,
          How.FINISHED);

  private FleetEnding() {}

  /**
   * Returns the gravest of the cells' endings. It is one cell's, by name, unless all cells say the
   * same.
   *
   * @param cells endings by the cells' numbers
   */
  static Ending of(SortedMap<Integer, Ending> cells) {
    Map.Entry<Integer, Ending> gravest = cells.entrySet().iterator().next();
    Duration missing = Duration.ZERO;
    long unseen = 0;
    for (Map.Entry<Integer, Ending> cell : cells.entrySet()) {
      Ending ending = cell.getValue();
      if (rank(ending) < rank(gravest.getValue())) {
        gravest = cell;
      }
      missing = ending.missing().compareTo(missing) > 0 ? ending.missing() : missing;
      unseen += ending.unseenResults();
    }
    Ending one = gravest.getValue();
    boolean same = cells.values().stream().map(Ending::sentence).distinct().count() == 1;
    String sentence =
        same
            ? one.sentence()
            : "Cell %s: %s".formatted(FleetCell.name(gravest.getKey()), one.sentence());
    return new Ending(one.how(), sentence, one.breach(), missing, unseen);
  }

  private static int rank(Ending ending) {
    return GRAVEST_FIRST.indexOf(ending.how());
  }
}
