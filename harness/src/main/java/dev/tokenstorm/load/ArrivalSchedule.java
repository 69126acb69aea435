package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.workload.Draws;

/**
 * When the arrivals of an open loop are intended, one after the other. A schedule knows nothing of
 * what becomes of them: whoever comes late for one asks for the next all the same. Free of
 * allocation; for one thread.
 */
@FunctionalInterface
interface ArrivalSchedule {
  /** There is no further arrival. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Nanoseconds from the schedule's origin to the next arrival, not less than to the one before;
   * {@link #NEVER} once there is none, and from then on.
   */
  long next();

  /**
   * The schedule of a plan.
   *
   * @param draws of its seed
   */
  static ArrivalSchedule of(LoadPlan.OpenLoop open, Draws draws) {
    ArrivalSchedule shaped =
        new ShapedArrivals(
            open.shape(),
            switch (open.spacing()) {
              case CONSTANT -> new EvenSpacing();
              case POISSON -> new PoissonSpacing(draws);
            });
    return open.bursts().isEmpty()
        ? shaped
        : new MergedArrivals(shaped, new BurstArrivals(open.bursts()));
  }
}
