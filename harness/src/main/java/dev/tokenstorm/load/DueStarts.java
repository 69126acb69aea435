package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.workload.Draws;
import java.util.Optional;

/**
 * Counts the starts that an open loop's schedule calls for, whatever became of them. It goes
 * through a schedule of its own, which has the same arrivals as the driver's. For one thread.
 */
public final class DueStarts {
  private final PlannedArrivals arrivals;
  private boolean more;
  private long due;

  private DueStarts(PlannedArrivals arrivals) {
    this.arrivals = arrivals;
    this.more = arrivals.next();
  }

  /** Returns the starts of a plan; empty for a closed loop, which has no schedule. */
  public static Optional<DueStarts> of(LoadPlan load, Draws draws) {
    return load.arrivals() instanceof LoadPlan.OpenLoop open
        ? Optional.of(new DueStarts(new PlannedArrivals(load, open, draws)))
        : Optional.empty();
  }

  /**
   * Returns how many starts are due before a moment.
   *
   * @param nanos from the run's start; not before the moment of the call before
   */
  public long before(long nanos) {
    while (more && arrivals.nanos() < nanos) {
      due++;
      more = arrivals.next();
    }
    return due;
  }
}
