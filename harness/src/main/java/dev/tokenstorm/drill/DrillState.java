package dev.tokenstorm.drill;

import dev.tokenstorm.server.TargetInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far drills have come. Immutable.
 *
 * @param rows of those that are over, in the order in which they ended
 * @param end why there will be no more; empty while they go on
 */
public record DrillState(List<DrillRow> rows, Optional<DrillEnd> end) {
  /** That of drills that begin. */
  public static final DrillState NEW = new DrillState(List.of(), Optional.empty());

  public DrillState {
    rows = List.copyOf(rows);
  }

  /** Returns the row of a drill that is over. */
  public Optional<DrillRow> row(PlannedDrill drill) {
    return rows.stream().filter(row -> row.name().equals(drill.name())).findFirst();
  }

  /** Returns the same with a row more. */
  public DrillState with(DrillRow row) {
    List<DrillRow> more = new ArrayList<>(rows);
    more.add(row);
    return new DrillState(more, end);
  }

  /** Returns the same that has come to its end. */
  public DrillState ended(DrillEnd how) {
    return new DrillState(rows, Optional.of(how));
  }

  /** Returns the same that goes on: what could not be run may be possible by now. */
  public DrillState goingOn() {
    return new DrillState(
        rows.stream().filter(row -> row.verdict() != DrillVerdict.NOT_RUN).toList(),
        Optional.empty());
  }

  /** Returns how many have a verdict. */
  public long count(DrillVerdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  /** Returns what they come to together: one that did not hold decides. */
  public DrillVerdict outcome() {
    if (count(DrillVerdict.DID_NOT_HOLD) > 0) {
      return DrillVerdict.DID_NOT_HOLD;
    }
    return count(DrillVerdict.HELD) > 0 ? DrillVerdict.HELD : DrillVerdict.NOT_RUN;
  }

  /** Returns the target that the drills had; empty before one has been run. */
  public Optional<TargetInfo> target() {
    return rows.stream().flatMap(row -> row.target().stream()).findFirst();
  }
}
