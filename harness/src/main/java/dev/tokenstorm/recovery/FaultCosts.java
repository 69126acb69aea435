package dev.tokenstorm.recovery;

import dev.tokenstorm.ledger.TokenState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Computes what the faults of a run cost, from what happened step by step. */
public final class FaultCosts {
  private final StepSeries series;
  private final List<FaultSpan> faults;
  private final RecoverySearch recoveries;

  private FaultCosts(StepSeries series, List<FaultSpan> faults) {
    this.series = series;
    this.faults = faults;
    this.recoveries = new RecoverySearch(series, faults);
  }

  /**
   * Returns what each fault cost.
   *
   * @param faults those that happened, in the order of their numbers; they may overlap
   */
  public static List<FaultCost> of(StepSeries series, List<FaultSpan> faults) {
    FaultCosts costs = new FaultCosts(series, List.copyOf(faults));
    List<FaultCost> each = new ArrayList<>();
    for (FaultSpan fault : costs.faults) {
      each.add(costs.of(fault));
    }
    return List.copyOf(each);
  }

  private FaultCost of(FaultSpan fault) {
    StepSum window = series.touching(fault);
    StepSum errors = series.touching(fault.ofErrors());
    RecoverySearch.Found found = recoveries.next();
    return new FaultCost(
        fault,
        window.nanos(),
        errors.calls(),
        errors.errors(),
        window.completions(),
        window.closed(),
        found.before().map(before -> missing(before, window)),
        gapNanos(fault),
        found.recovery(),
        doubts(fault),
        window.attempts());
  }

  private static FaultCost.Missing missing(StateBefore before, StepSum window) {
    return new FaultCost.Missing(
        missing(before.completionsPerSecond() * window.seconds() - window.completions()),
        missing(before.closedPerSecond() * window.seconds() - window.closed()));
  }

  private static long missing(double difference) {
    return Math.max(0, Math.round(difference));
  }

  private long gapNanos(FaultSpan fault) {
    long longest = 0;
    long begin = 0;
    long end = 0;
    for (TimeStep step : series.steps()) {
      if (step.beginNanos() > Math.max(begin, end)) {
        // Something was completed in steps that are missing, and last just before this one.
        begin = step.beginNanos();
      }
      if (step.completions() == 0) {
        end = step.endNanos();
        if (fault.within(begin, end)) {
          longest = Math.max(longest, end - begin);
        }
      } else {
        begin = step.endNanos();
      }
    }
    return longest;
  }

  private Map<TokenState, Long> doubts(FaultSpan fault) {
    Map<TokenState, Long> doubts = new EnumMap<>(TokenState.class);
    for (DoubtCount doubt : series.doubts()) {
      if (fault.within(doubt.fromNanos(), doubt.toNanos())) {
        doubts.merge(doubt.state(), doubt.count(), Long::sum);
      }
    }
    return doubts;
  }
}
