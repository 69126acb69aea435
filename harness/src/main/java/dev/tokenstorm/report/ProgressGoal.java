package dev.tokenstorm.report;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The goal of a run, against which its progress is shown.
 *
 * @param workload says what is counted
 * @param workflows to start in the measured phase; empty when {@code duration} bounds the phase
 * @param duration of the measured phase; empty when {@code workflows} bounds the phase
 * @param warmup length of the warm-up; zero for none
 * @param park tokens that must be pending before any is completed; empty when tokens are not parked
 */
public record ProgressGoal(
    WorkloadKind workload,
    OptionalLong workflows,
    Optional<Duration> duration,
    Duration warmup,
    OptionalLong park) {

  /** That of a plan. */
  public static ProgressGoal of(RunPlan plan) {
    return new ProgressGoal(
        plan.workload(),
        plan.load().workflows(),
        plan.load().duration(),
        plan.load().warmup(),
        plan.completion().park());
  }
}
