package dev.tokenstorm.report;

import dev.tokenstorm.plan.RunPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run is on its way to.
 *
 * @param workflows to start in the measured phase; empty when {@code duration} bounds it
 * @param duration of the measured phase; empty when {@code workflows} bounds it
 * @param warmup the warm-up's length; zero for none
 * @param park tokens to be pending before any is completed; empty when none is held back
 */
public record ProgressGoal(
    OptionalLong workflows, Optional<Duration> duration, Duration warmup, OptionalLong park) {

  /** That of a plan. */
  public static ProgressGoal of(RunPlan plan) {
    return new ProgressGoal(
        plan.load().workflows(),
        plan.load().duration(),
        plan.load().warmup(),
        plan.completion().park());
  }
}
