package dev.tokenstorm.bottleneck;

import dev.tokenstorm.plan.Threshold;
import dev.tokenstorm.plan.Unit;

/** From where on something counts. What a formula is made of stands beside it. */
enum CauseThreshold implements Threshold {
  /** Completions of a phase, and attempts of a call, below which nothing is said of them. */
  FEWEST(Unit.COUNT, 20),
  /** The share of refused calls from which on refusals alone explain a rate. */
  REFUSED(Unit.RATIO, 0.05),
  /** The share of slots in use from which on they are full. */
  FULL(Unit.RATIO, 0.6),
  /** The share of the cores from which on this process has used up its host. */
  BUSY(Unit.RATIO, 0.9),
  /** By how much a thread of a process that has runs late at the p99. */
  LATE(Unit.SECONDS, 0.001),
  /** The share of the server's answers for which this process's threads are late. */
  HELD_UP(Unit.RATIO, 0.3),
  /** Times at little or at much load below which their mean says nothing. */
  CALLS(Unit.COUNT, 3),
  /** How many times more load is much, beside what is little. */
  LOADED(Unit.COUNT, 2),
  /** The standard errors by which times at much load are longer, or it may be chance. */
  CERTAIN(Unit.COUNT, 2),
  /** The strength below which a finding is not worth a line. */
  LISTED(Unit.RATIO, 0.1),
  /** The strength that one at least has, or the evidence does not say. */
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
