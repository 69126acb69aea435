package dev.tokenstorm.takeup;

import dev.tokenstorm.plan.LoadPlan;
import java.time.Duration;

/**
 * The rest of a plan that a run did not come to, because it was killed.
 *
 * @param arrivals that were still to come; of a Poisson process, how many to expect
 * @param missing how much of a closed loop's planned measured phase was not run
 */
public record PlannedRest(long arrivals, Duration missing) {
  /** That of a run that was killed after its last start. */
  public static final PlannedRest NONE = new PlannedRest(0, Duration.ZERO);

  /**
   * Returns that of a run that was killed while it started executions.
   *
   * @param both what it came to
   * @param measuredFor how long its measured phase had lasted
   */
  public static PlannedRest of(LoadPlan load, BothLives both, Duration measuredFor) {
    if (load.workflows().isPresent()) {
      long came = both.measured() + both.first().counts().dropped();
      return new PlannedRest(Math.max(0, load.workflows().getAsLong() - came), Duration.ZERO);
    }
    Duration length = load.duration().orElse(Duration.ZERO);
    if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
      long planned = Math.round(open.arrivals(load.warmup().plus(length)));
      return new PlannedRest(Math.max(0, planned - both.arrivals()), Duration.ZERO);
    }
    Duration rest = length.minus(measuredFor);
    return new PlannedRest(0, rest.isNegative() ? Duration.ZERO : rest);
  }
}
