package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.workload.Draws;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts the starts that an open loop's schedule calls for, whatever became of them. It goes
 * through a schedule of its own, which has the same arrivals as the driver's. For one thread.
 */
public final class DueStarts {
  private final ArrivalSchedule schedule;
  private final long warmupNanos;
  private final long endNanos;
  private long measuredLeft;
  private long due;
  private long nextNanos;

  private DueStarts(LoadPlan load, ArrivalSchedule schedule) {
    this.schedule = schedule;
    this.warmupNanos = load.warmup().toNanos();
    this.endNanos =
        load.duration().map(Duration::toNanos).orElse(ArrivalSchedule.NEVER - warmupNanos)
            + warmupNanos;
    this.measuredLeft = load.workflows().orElse(Long.MAX_VALUE);
    this.nextNanos = schedule.next();
  }

  /** Returns the starts of a plan; empty for a closed loop, which has no schedule. */
  public static Optional<DueStarts> of(LoadPlan load, Draws draws) {
    return load.arrivals() instanceof LoadPlan.OpenLoop open
        ? Optional.of(new DueStarts(load, ArrivalSchedule.of(open, draws)))
        : Optional.empty();
  }

  /**
   * Returns how many starts are due before a moment.
   *
   * @param nanos from the run's start; not before the moment of the call before
   */
  public long before(long nanos) {
    while (nextNanos < Math.min(nanos, endNanos) && measuredLeft > 0) {
      due++;
      measuredLeft -= nextNanos >= warmupNanos ? 1 : 0;
      nextNanos = schedule.next();
    }
    return due;
  }
}
