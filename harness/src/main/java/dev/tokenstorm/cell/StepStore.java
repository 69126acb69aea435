package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.recovery.RecoveryThreshold;
import dev.tokenstorm.recovery.TimeStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the steps near planned faults: those from which their costs are computed. So memory is
 * bounded by the number of faults, and not by the length of the run. For one thread.
 *
 * <p>Of the others only how long nothing was completed is kept, where that reaches up to steps that
 * are kept.
 */
final class StepStore {
  /** By how much a fault may begin or end late and still have its steps. */
  private static final long LATE_NANOS = Duration.ofSeconds(10).toNanos();

  private final FaultPlan plan;
  private final List<TimeStep> kept = new ArrayList<>();

  /** Steps without completions since the last other step, as one; they are not near a fault. */
  private Optional<TimeStep> quiet = Optional.empty();

  private boolean completing;

  StepStore(FaultPlan plan) {
    this.plan = plan;
  }

  /** Takes the next step. */
  void add(TimeStep step) {
    completing = step.completions() > 0;
    if (plan.faults().stream().anyMatch(fault -> near(fault, step))) {
      quiet.ifPresent(kept::add);
      quiet = Optional.empty();
      kept.add(step);
    } else if (!completing) {
      long begin = quiet.map(TimeStep::beginNanos).orElse(step.beginNanos());
      quiet = Optional.of(TimeStep.withoutCompletions(begin, step.endNanos()));
    } else {
      quiet.filter(this::follows).ifPresent(kept::add);
      quiet = Optional.empty();
    }
  }

  private static boolean near(PlannedFault fault, TimeStep step) {
    long from = fault.at().toNanos() - RecoveryThreshold.BEFORE.nanos() - LATE_NANOS;
    return step.endNanos() >= from && step.beginNanos() <= last(fault);
  }

  private static long last(PlannedFault fault) {
    return fault.end().toNanos() + RecoveryThreshold.SEARCH.nanos() + LATE_NANOS;
  }

  private boolean follows(TimeStep step) {
    return !kept.isEmpty() && kept.get(kept.size() - 1).endNanos() == step.beginNanos();
  }

  /** Whether no step from a moment on is of use, in nanoseconds since the run's start. */
  boolean complete(long nanos) {
    return completing && plan.faults().stream().allMatch(fault -> last(fault) < nanos);
  }

  /** Returns what was kept. */
  List<TimeStep> steps() {
    List<TimeStep> steps = new ArrayList<>(kept);
    quiet.filter(this::follows).ifPresent(steps::add);
    return List.copyOf(steps);
  }
}
