package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The plan of how many workflows start, and when.
 *
 * @param workflows how many to start in the measured phase; empty when {@code duration} bounds it
 * @param duration how long the measured phase starts workflows; empty when {@code workflows} does
 * @param warmup how long workflows start before the measured phase; zero for none
 * @param drainTimeout how long open workflows may take to close after the last start
 * @param grace how long the drain and the terminations may take once the system asks for an end
 */
public record LoadPlan(
    Arrivals arrivals,
    OptionalLong workflows,
    Optional<Duration> duration,
    Duration warmup,
    Duration drainTimeout,
    Duration grace) {
  /** How many workflows a closed loop has in flight when nothing says how many. */
  public static final int DEFAULT_IN_FLIGHT = 200;

  /** The lowest rate that can be asked for, in workflows per second: one per hour. */
  public static final double LOWEST_RATE = 1.0 / 3600;

  /** When workflows start. */
  public sealed interface Arrivals {
    /** The most workflows open at one time. */
    int inFlight();

    /** Whether starts follow a schedule, whatever the target does. */
    default boolean open() {
      return this instanceof OpenLoop;
    }
  }

  /**
   * A workflow starts when another has closed.
   *
   * @param places how many are always open, once the driver has caught up
   */
  public record ClosedLoop(InFlight places) implements Arrivals {
    @Override
    public int inFlight() {
      return places.most();
    }
  }

  /**
   * Workflows start at their intended times.
   *
   * @param shape the arrival rate from the run's start, the warm-up included
   * @param spacing how arrivals follow each other at that rate
   * @param bursts what comes on top of them, in the order of their moments
   * @param inFlight a safety bound: an arrival that finds so many open is dropped, and counted
   */
  public record OpenLoop(LoadShape shape, Spacing spacing, List<Burst> bursts, int inFlight)
      implements Arrivals {
    public OpenLoop {
      bursts = List.copyOf(bursts);
    }

    /** Arrivals from the run's start to a moment: of a Poisson process, how many to expect. */
    public double arrivals(Duration until) {
      return shape.arrivals(until)
          + bursts.stream()
              .filter(burst -> burst.at().compareTo(until) < 0)
              .mapToDouble(Burst::workflows)
              .sum();
    }
  }

  /** Whether the load is meant to be the same all through the measured phase. */
  boolean steady() {
    if (arrivals instanceof ClosedLoop closed) {
      return closed.places.over().compareTo(warmup) <= 0;
    }
    OpenLoop open = (OpenLoop) arrivals;
    return open.shape.steadyFrom(warmup)
        && open.bursts.stream().allMatch(burst -> burst.at().compareTo(warmup) < 0);
  }

  /** How arrivals follow each other at a rate. */
  public enum Spacing {
    /** Evenly. */
    CONSTANT,
    /** As a Poisson process, whose gaps are exponentially distributed: many independent users. */
    POISSON
  }
}
