package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.workload.Draws;

/**
 * The intended times of an open loop's arrivals, one after the other.
 *
 * <p>A schedule does not depend on what becomes of its arrivals: a caller that is late for one asks
 * for the next all the same. It allocates nothing. For one thread.
 */
@FunctionalInterface
interface ArrivalSchedule {
  /** Returned by {@link #next} when there is no further arrival. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Returns the time of the next arrival, in nanoseconds from the schedule's origin. Times never
   * decrease. After the last arrival, {@link #NEVER} is returned.
   */
  long next();

  /**
   * Returns the schedule of a plan.
   *
   * @param draws of the plan's seed
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
