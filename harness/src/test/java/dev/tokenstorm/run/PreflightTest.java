package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.doctor.ThreadLimit;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import org.junit.jupiter.api.Test;

final class PreflightTest {
  private static long threads(long inFlight) {
    RunPlan plan = TestPlans.plan("in-flight", Long.toString(inFlight));
    return Preflight.threads(plan, Workloads.of(plan));
  }

  @Test
  void theWorkflowsThatAThreadLimitIsSaidToCarryFitIt() {
    long most = Preflight.mostInFlight(new ThreadLimit(30_000, "a test"));

    assertThat(threads(most)).isLessThanOrEqualTo(30_000);
    assertThat(threads(most + 1)).isGreaterThan(30_000);
    assertThat(Preflight.mostInFlight(new ThreadLimit(500, "a test"))).isZero();
  }
}
