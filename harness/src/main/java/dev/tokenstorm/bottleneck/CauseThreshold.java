package dev.tokenstorm.bottleneck;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * Values from which evidence counts. The comment of each says what it is compared with. The same
 * table stands in {@code docs/bottlenecks.md}, with the reasons.
 */
enum CauseThreshold implements Threshold {
  /**
   * Smallest number of completions of a phase, or of attempts of a call, from which a conclusion is
   * drawn.
   */
  FEWEST(Unit.COUNT, 20),
  /** Share of refused calls from which refusals alone explain the rate of a run. */
  REFUSED(Unit.RATIO, 0.05),
  /**
   * Share of replayed workflow tasks from which all time that this process runs late is charged to
   * replays.
   */
  REPLAYED(Unit.RATIO, 0.5),
  /** Share of slots in use from which the slots count as full. */
  FULL(Unit.RATIO, 0.6),
  /** Share of the host's cores from which this process counts as having used up its host. */
  BUSY(Unit.RATIO, 0.9),
  /** Smallest p99, in seconds, by which the threads of a process that used up its host run late. */
  LATE(Unit.SECONDS, 0.001),
  /**
   * Share of the time of the server's answers in which this process's threads are late. From this
   * share on, load slows down this process, and not the server.
   */
  HELD_UP(Unit.RATIO, 0.3),
  /** Smallest number of times, at low load or at high load, from which their mean counts. */
  CALLS(Unit.COUNT, 3),
  /** Smallest ratio between high load and low load. */
  LOADED(Unit.COUNT, 2),
  /**
   * Number of standard errors by which times at high load must be longer than at low load; a
   * smaller difference may be chance.
   */
  CERTAIN(Unit.COUNT, 2),
  /** Smallest strength of a finding that the report lists. */
  LISTED(Unit.RATIO, 0.1),
  /** Smallest strength of the strongest finding; below it the cause is reported as unknown. */
  SAID(Unit.RATIO, 0.3);

  private final Unit unit;
  private final double value;

  CauseThreshold(Unit unit, double value) {
    this.unit = unit;
    this.value = value;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public double value() {
    return value;
  }
}
