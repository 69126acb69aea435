package dev.tokenstorm.merge;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cells' intervals of one second, by phase. */
final class MergedSecond {
  private final Map<Phase, IntervalSum> phases = new EnumMap<>(Phase.class);

  void add(int cell, Interval interval) {
    phases.computeIfAbsent(interval.phase(), unused -> new IntervalSum()).add(cell, interval);
  }

  /** An interval of the fleet, and its phase. */
  record Part(Phase phase, IntervalSum sum) {}

  /**
   * Returns the fleet's intervals of the second: one for each phase that all cells were in, or one
   * in all. A second is measured only if all cells were measured in it.
   *
   * @param present whether all cells that are not lost are still there
   */
  List<Part> parts(boolean present) {
    if (phases.size() > 1 && !together()) {
      IntervalSum all = new IntervalSum();
      phases.values().forEach(all::add);
      return List.of(new Part(joint(phases.keySet()), all));
    }
    return phases.entrySet().stream()
        .map(
            entry ->
                new Part(
                    present ? entry.getKey() : notMeasured(entry.getKey()), entry.getValue()))
        .toList();
  }

  private boolean together() {
    Collection<IntervalSum> sums = phases.values();
    return sums.stream().map(IntervalSum::cells).distinct().count() == 1;
  }

  private static Phase joint(Set<Phase> some) {
    return some.contains(Phase.WARMUP)
        ? Phase.WARMUP
        : some.stream().max(Phase::compareTo).orElse(Phase.DRAIN);
  }

  private static Phase notMeasured(Phase phase) {
    return phase == Phase.MEASURE || phase == Phase.RELEASE ? Phase.DRAIN : phase;
  }
}
