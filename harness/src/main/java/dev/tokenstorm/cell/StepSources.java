package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.load.DueStarts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PackedRecorder;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Draws;
import java.util.Optional;

/**
 * What hears of closes and of doubtful tokens for the steps of a run with faults. Thread-safe.
 *
 * @param schedule the starts of an open loop; empty in a closed loop
 */
record StepSources(
    NanoClock clock,
    PackedRecorder closing,
    DoubtLog doubts,
    Optional<DueStarts> schedule,
    FaultPlan faults) {

  /** Makes those of a plan; empty if it has no faults. */
  static Optional<StepSources> of(RunPlan plan, Draws draws, NanoClock clock) {
    return plan.faults().any()
        ? Optional.of(
            new StepSources(
                clock,
                new PackedRecorder(),
                new DoubtLog(clock),
                DueStarts.of(plan.load(), draws),
                plan.faults()))
        : Optional.empty();
  }

  /** Hears of closes before somebody else does. */
  LedgerListener before(LedgerListener next) {
    return new SteppedCloses(clock, closing, next);
  }

  /** Makes the recorder of the steps. */
  StepRecorder recorder(Ledger ledger, RpcStatuses statuses) {
    return new StepRecorder(
        clock, ledger::counts, statuses, schedule, closing, doubts, new StepStore(faults));
  }
}
