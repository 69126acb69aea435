package dev.tokenstorm.search;

import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.CheckSettings;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.verdict.Verdict;
import java.util.List;

/** The goal of {@code capacity}: how it runs a rate, and whether the rate holds. */
final class CapacityGoal implements SearchGoal {
  private final TrialPlanFactory points;
  private final PoolSize pool;

  CapacityGoal(TrialPlanFactory points, PoolSize pool) {
    this.points = points;
    this.pool = pool;
  }

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public TrialPlanFactory plans(Step step, List<Trial> before) {
    return step.role() == Step.Role.WARMUP
        ? points
            .without(LoadSettings.ARRIVALS)
            .without(CheckSettings.REQUIRE)
            .with(LoadSettings.IN_FLIGHT, InFlight.constant((int) step.value()))
        : points
            .with(LoadSettings.RATE, step.value())
            .with(CompletionSettings.COMPLETERS, pool.at(step.value(), before));
  }

  @Override
  public Finding judge(Step step, RunResult result, Verdict verdict, Backlog backlog) {
    return step.role() == Step.Role.WARMUP
        ? new Finding(TrialVerdict.UNKNOWN, verdict.reasons())
        : RateJudge.judge(step.value(), result, verdict, backlog);
  }

  @Override
  public boolean watched(Step step) {
    return step.role() != Step.Role.WARMUP;
  }
}
