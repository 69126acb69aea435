package dev.tokenstorm.telemetry;

import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.HostPort;

/** Plans for tests of telemetry. */
final class Plans {
  private Plans() {}

  static RunPlan small() {
    return TestPlans.planOf(
        new RunIdentity("run-1", 1),
        "target",
        "null",
        "workflows",
        "20",
        "in-flight",
        "10",
        "no-metrics",
        "true",
        "fault",
        "20s: cut 5s");
  }

  static OutputPlan.Metrics onAnyPort() {
    return new OutputPlan.Metrics(new HostPort("127.0.0.1", 0), true);
  }
}
