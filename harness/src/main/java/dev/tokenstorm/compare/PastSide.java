package dev.tokenstorm.compare;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A side of which all runs are there.
 *
 * @param name in answers and expectations
 * @param runs in the order in which they were made; at least one
 */
public record PastSide(String name, List<PastRun> runs) {
  public PastSide {
    runs = runs.stream().sorted(Comparator.comparing(PastRun::startedAt)).toList();
  }

  Instant first() {
    return runs.get(0).startedAt();
  }

  Instant last() {
    return runs.get(runs.size() - 1).startedAt();
  }

  /** Returns whether all its runs began before those of the other. */
  boolean before(PastSide other) {
    return last().isBefore(other.first());
  }
}
