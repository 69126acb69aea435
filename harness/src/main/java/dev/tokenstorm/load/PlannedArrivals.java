package dev.tokenstorm.load;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.workload.Draws;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The arrivals that a plan calls for, one after the other. A cell of a fleet has those of its
 * share. It goes through the whole schedule for it, so that each arrival has the number, the time
 * and the draws that it would have in one cell, and so that all cells end at one moment. For one
 * thread.
 */
final class PlannedArrivals {
  private static final long COUNTING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long COUNTED_AT_ONCE = 1 << 16;

  private final LoadPlan load;
  private final LoadPlan.OpenLoop open;
  private final ArrivalSchedule schedule;
  private final long warmupNanos;
  private final long endOfPhaseNanos;
  private long measuredLeft;
  private long number = -1;
  private long nanos;
  private boolean over;

  /**
   * @param open the load's own
   * @param draws of the plan's seed
   */
  PlannedArrivals(LoadPlan load, LoadPlan.OpenLoop open, Draws draws) {
    this.load = load;
    this.open = open;
    this.schedule = ArrivalSchedule.of(open, draws);
    this.warmupNanos = load.warmup().toNanos();
    this.endOfPhaseNanos =
        warmupNanos
            + load.duration().map(Duration::toNanos).orElse(ArrivalSchedule.NEVER - warmupNanos);
    this.measuredLeft = load.workflows().orElse(Long.MAX_VALUE);
  }

  /** Moves on to the next arrival; whether there is one. */
  boolean next() {
    do {
      step();
    } while (!over && !load.share().has(number));
    return !over;
  }

  /** Moves on by one in the schedule of the whole. */
  private void step() {
    nanos = schedule.next();
    number++;
    if (nanos >= endOfPhaseNanos || measuredLeft == 0) {
      over = true;
      return;
    }
    measuredLeft -= measured() ? 1 : 0;
  }

  /** The number of the arrival in the schedule of the whole, from 0. */
  long number() {
    return number;
  }

  /** When it is intended, in nanoseconds from the schedule's origin. */
  long nanos() {
    return nanos;
  }

  /** Whether it is one of the measured phase. */
  boolean measured() {
    return nanos >= warmupNanos;
  }

  /**
   * When the measured phase is over, in nanoseconds from the schedule's origin, once there is no
   * next arrival: it lasts for its planned length, even if its last arrival comes earlier. {@link
   * ArrivalSchedule#NEVER} for an end that no time gives.
   */
  long endNanos() {
    return Math.min(nanos, endOfPhaseNanos);
  }

  /**
   * Returns how many arrivals still come. They are counted one by one for half a second; the
   * expected number stands for the rest.
   */
  long remaining(NanoClock clock) {
    long begun = clock.nanoTime();
    long arrivals = 0;
    for (long steps = 1; ; steps++) {
      step();
      if (over) {
        return arrivals;
      }
      arrivals += load.share().has(number) ? 1 : 0;
      if (steps % COUNTED_AT_ONCE == 0 && clock.nanoTime() - begun > COUNTING_NANOS) {
        return arrivals + expected();
      }
    }
  }

  private long expected() {
    double now = open.arrivals(Duration.ofNanos(nanos));
    double ofWarmup = Math.max(0, open.arrivals(load.warmup()) - now);
    double ofAll =
        Math.min(
            open.arrivals(Duration.ofNanos(endOfPhaseNanos)) - now, measuredLeft + ofWarmup);
    return Math.round(ofAll / load.share().count());
  }
}
