package dev.tokenstorm.load;

import dev.tokenstorm.plan.Burst;
import java.util.List;

/** Arrivals that come in bursts: many at the same instant. */
final class BurstArrivals implements ArrivalSchedule {
  private final List<Burst> bursts;
  private int burst;
  private int arrived;

  /**
   * @param bursts in the order of their times
   */
  BurstArrivals(List<Burst> bursts) {
    this.bursts = bursts;
  }

  @Override
  public long next() {
    if (burst == bursts.size()) {
      return NEVER;
    }
    Burst now = bursts.get(burst);
    arrived++;
    if (arrived == now.workflows()) {
      arrived = 0;
      burst++;
    }
    return now.at().toNanos();
  }
}
