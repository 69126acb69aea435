package dev.tokenstorm.plan;

/** The plans of a search's runs: what the user gave, and what the search sets. Immutable. */
public final class PointPlans {
  private final Settings settings;

  PointPlans(Settings settings) {
    this.settings = settings;
  }

  /** Whether the user gave a setting. */
  public boolean given(Setting<?> setting) {
    return settings.given(setting).isPresent();
  }

  /** The same, one setting set by the search. */
  public <T> PointPlans with(Setting<T> setting, T value) {
    return new PointPlans(settings.with(setting, setting.notation().print(value)));
  }

  /** The same, at one value of what the search varies. */
  public PointPlans with(Varied varied, int value) {
    return new PointPlans(settings.with(varied.setting(), String.valueOf(value)));
  }

  /** The same, one setting left to its default. */
  public PointPlans without(Setting<?> setting) {
    return new PointPlans(settings.without(setting));
  }

  /**
   * The plan of a run.
   *
   * @throws UsageException as {@link PlanParser#run} does
   */
  public RunPlan plan(RunIdentity identity) {
    return PlanParser.run(settings, identity);
  }
}
