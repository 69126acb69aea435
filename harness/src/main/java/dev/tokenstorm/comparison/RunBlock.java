package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/**
 * One run of each side, made one after the other.
 *
 * @param number from 0, in the order in which blocks were run
 * @param runs in the order of the sides' names, whatever order they ran in
 * @param leftOut what happened from outside while it ran, if it does not count for that
 */
public record RunBlock(int number, List<RunFigures> runs, Optional<String> leftOut) {
  public RunBlock {
    runs = List.copyOf(runs);
  }

  /** Whether its runs are compared. */
  boolean counts() {
    return leftOut.isEmpty();
  }
}
