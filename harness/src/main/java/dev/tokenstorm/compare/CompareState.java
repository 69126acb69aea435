package dev.tokenstorm.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a comparison: how far it has come. Immutable.
 *
 * @param allowed how many blocks the budget allows; empty until each side has been warmed
 * @param runs in their order
 * @param end why there will be no more; empty while there may be
 */
public record CompareState(OptionalInt allowed, List<CompareRun> runs, Optional<CompareEnd> end) {
  /** Before the first run. */
  public static final CompareState NEW =
      new CompareState(OptionalInt.empty(), List.of(), Optional.empty());

  public CompareState {
    runs = List.copyOf(runs);
  }

  CompareState with(CompareRun run) {
    List<CompareRun> more = new ArrayList<>(runs);
    more.add(run);
    return new CompareState(allowed, more, end);
  }

  CompareState allowing(int blocks) {
    return new CompareState(OptionalInt.of(blocks), runs, end);
  }

  public CompareState ended(CompareEnd why) {
    return new CompareState(allowed, runs, Optional.of(why));
  }

  /** The same before it ended, for a call that goes on with it. */
  CompareState goingOn() {
    return new CompareState(allowed, runs, Optional.empty());
  }
}
