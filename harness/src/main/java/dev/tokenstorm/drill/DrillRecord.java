package dev.tokenstorm.drill;

import dev.tokenstorm.result.Host;
import java.time.Instant;
import java.util.List;

/**
 * Drills, as their document keeps them.
 *
 * @param startedAt when they began
 * @param host on which they run
 * @param state how far they have come
 */
public record DrillRecord(DrillPlan plan, Instant startedAt, Host host, DrillState state) {

  /** Returns the rows there are, in the order of the plan. */
  public List<DrillRow> rows() {
    return plan.drills().stream().flatMap(drill -> state.row(drill).stream()).toList();
  }
}
