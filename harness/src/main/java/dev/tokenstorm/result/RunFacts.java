package dev.tokenstorm.result;

import dev.tokenstorm.plan.PlanYaml;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import java.time.Instant;
import java.util.Map;

/** What is known of a run when it starts. */
public record RunFacts(RunPlan plan, Instant startedAt, TargetInfo target, Host host) {

  /** What names the run. */
  public String runId() {
    return plan.runId();
  }

  /** Whether workflows have intended times. */
  public boolean openLoop() {
    return plan.load().arrivals().open();
  }

  /**
   * The plan's settings by their flags' names without dashes, in the order to show; values are
   * strings, numbers, booleans, and lists of these.
   */
  public Map<String, Object> settings() {
    return PlanYaml.settings(plan);
  }
}
