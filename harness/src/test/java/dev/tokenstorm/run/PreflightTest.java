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

  /** What a search chooses must be what a run is then allowed. */
  @Test
  void theCompletersThatAThreadLimitAllowsFitIt() {
    RunPlan plan = TestPlans.plan("in-flight", "50");
    ThreadLimit limit = new ThreadLimit(2_000, "a test");
    int most = Preflight.mostCompleters(plan, Workloads.of(plan), limit);

    RunPlan all = TestPlans.plan("in-flight", "50", "completers", String.valueOf(most));
    assertThat(Preflight.threads(all, Workloads.of(all))).isEqualTo(2_000);
    assertThat(Preflight.mostCompleters(plan, Workloads.of(plan), new ThreadLimit(100, "a test")))
        .isEqualTo(1);
    RunPlan window = TestPlans.plan("in-flight", "50", "completer", "grpc");
    assertThat(Preflight.mostCompleters(window, Workloads.of(window), limit))
        .isEqualTo(Integer.MAX_VALUE);
  }
}
