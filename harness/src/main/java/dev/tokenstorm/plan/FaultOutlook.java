package dev.tokenstorm.plan;

import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.text.DurationNotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be said of a run's faults before it starts. */
public final class FaultOutlook {
  private FaultOutlook() {}

  /** When the last execution starts, from the run's start; empty if a number bounds them. */
  private static Optional<Duration> lastStart(LoadPlan load) {
    return load.duration().map(load.warmup()::plus);
  }

  /** Returns when a run is over at the latest, from its start; empty if a number bounds it. */
  public static Optional<Duration> latestEnd(LoadPlan load) {
    return lastStart(load).map(load.drainTimeout()::plus);
  }

  /** Returns a sentence on each fault that begins when nothing starts any more. */
  public static List<String> warnings(RunPlan plan) {
    Optional<Duration> last = lastStart(plan.load());
    if (last.isEmpty()) {
      return List.of();
    }
    return plan.faults().faults().stream()
        .filter(fault -> fault.at().compareTo(last.get()) >= 0)
        .map(fault -> warning(fault, plan, last.get()))
        .toList();
  }

  private static String warning(PlannedFault fault, RunPlan plan, Duration last) {
    return "Fault %d (%s) begins after the last start, which is at %s; it does not happen unless %s"
            .formatted(
                fault.number(), fault.text(), DurationNotation.text(last), plan.workload().plural())
        + " are still open then.";
  }
}
