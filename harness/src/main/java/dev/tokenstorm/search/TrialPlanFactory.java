package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.settings.GreetingSettings;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import java.util.Optional;

/** The plans of a search's runs: what the user gave, and what the search sets. Immutable. */
final class TrialPlanFactory {
  private final Settings settings;

  TrialPlanFactory(Settings settings) {
    this.settings = settings;
  }

  /** Whether the user gave a setting. */
  public boolean given(Setting<?> setting) {
    return settings.given(setting).isPresent();
  }

  /** What the user gave as a setting; empty for its default. */
  <T> Optional<T> find(Setting<T> setting) {
    return settings.find(setting);
  }

  /** What the runs start. */
  WorkloadKind workload() {
    return settings.get(GreetingSettings.WORKLOAD);
  }

  /** The same, one setting set by the search. */
  public <T> TrialPlanFactory with(Setting<T> setting, T value) {
    return new TrialPlanFactory(settings.with(setting, setting.notation().print(value)));
  }

  /** The same, at one value of what the search varies. */
  public TrialPlanFactory with(TunedSetting varied, int value) {
    return new TrialPlanFactory(settings.with(varied.setting(), String.valueOf(value)));
  }

  /** The same, one setting left to its default. */
  public TrialPlanFactory without(Setting<?> setting) {
    return new TrialPlanFactory(settings.without(setting));
  }

  /**
   * The plan of a run.
   *
   * @throws dev.tokenstorm.text.UsageException as {@link PlanParser#run} does
   */
  public RunPlan plan(RunIdentity identity) {
    return PlanParser.run(settings, identity);
  }
}
