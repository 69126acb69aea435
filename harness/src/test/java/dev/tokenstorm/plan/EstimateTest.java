package dev.tokenstorm.plan;

import static dev.tokenstorm.settings.Sources.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.text.HostPort;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class EstimateTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void theDefaultGreetingCostsNineteenRequestsAndFiveActions() {
    RunPlan plan = plan();
    Estimate estimate = Estimate.of(plan);
    assertThat(estimate.requestsPerWorkflow()).isEqualTo(1 + 2 * 5 + 4 + 4, CLOSE);
    assertThat(estimate.actions()).hasValue(10_000);
    assertThat(estimate.requestsPerSecond()).isEmpty();
    assertThat(estimate.sentence(plan))
        .isEqualTo(
            "2,000 workflows, requests as fast as 200 in flight go (about 19 a workflow), about"
                + " 10,000 billable actions");
  }

  @Test
  void anOpenLoopTellsItsRequestsPerSecondAndCountsItsWarmUp() {
    Estimate estimate = Estimate.of(plan("rate", "10/s", "duration", "1m", "warmup", "5s"));
    assertThat(estimate.requestsPerSecond()).hasValue(190);
    assertThat(estimate.workflows()).hasValue(650);
  }

  @Test
  void stagesCountTheIntegralOfTheirRateAndTellTheHighest() {
    RunPlan plan = plan("stages", "30s@10/s,1m@10/s..50/s,10s@0/s", "warmup", "10s");
    Estimate estimate = Estimate.of(plan);
    assertThat(estimate.workflows()).hasValue(300 + 1_800);
    assertThat(estimate.sentence(plan))
        .isEqualTo("2,100 workflows, up to about 950 requests/s, about 10,500 billable actions");
  }

  @Test
  void burstsAreCountedAndTheLargestIsTold() {
    RunPlan with = plan("rate", "10/s", "duration", "1m", "burst", "50@0,500@30s");
    assertThat(Estimate.of(with).sentence(with))
        .isEqualTo(
            "1,150 workflows, about 190 requests/s and those of 500 workflows at once, about 5,750"
                + " billable actions");
    RunPlan alone = plan("burst", "500@0");
    assertThat(Estimate.of(alone).sentence(alone))
        .isEqualTo(
            "500 workflows, requests as fast as 500 workflows at once go (about 19 a workflow),"
                + " about 2,500 billable actions");
  }

  @Test
  void parkedFirstStepsAreHeartbeatedForAsLongAsTheyMayBeHeld() {
    Estimate estimate = Estimate.of(plan("park", "100", "heartbeat-interval", "10s"));
    // Two of a workflow's four, for five minutes at most.
    assertThat(estimate.actionsPerWorkflow()).isEqualTo(1 + 4 + 2 * 30, CLOSE);
    RunPlan open =
        plan("park", "100", "rate", "1/s", "workflows", "50", "heartbeat-interval", "10s");
    // At two tokens a second it takes 50 s, of which they are parked for half on average.
    assertThat(Estimate.of(open).actionsPerWorkflow()).isEqualTo(1 + 4 + 2 * 2.5, CLOSE);
  }

  @Test
  void aWarmUpBeforeSoManyWorkflowsIsCounted() {
    assertThat(Estimate.of(plan("rate", "10/s", "workflows", "7", "warmup", "5s")).workflows())
        .hasValue(57);
  }

  @Test
  void retriesAndHeartbeatsAreCountedUntilTheLastAttempt() {
    Estimate estimate =
        Estimate.of(
            plan(
                "outcomes", "abandon=100",
                "max-attempts", "2",
                "start-to-close-timeout", "10s",
                "heartbeat-interval", "1s"));
    assertThat(estimate.actionsPerWorkflow()).isEqualTo(1 + 8 + 8 * 10, CLOSE);
    assertThat(estimate.requestsPerWorkflow()).isEqualTo(1 + 2 * 5 + 8 + 8 * 10, CLOSE);
  }

  @Test
  void aStandaloneActivityCostsThreeRequestsAndOneAction() {
    RunPlan plan = plan("workload", "standalone", "target", "null");
    Estimate estimate = Estimate.of(plan);
    assertThat(estimate.requestsPerWorkflow()).isEqualTo(3, CLOSE);
    assertThat(estimate.actionsPerWorkflow()).isEqualTo(1, CLOSE);
    assertThat(estimate.sentence(plan))
        .isEqualTo(
            "2,000 executions, requests as fast as 200 in flight go (about 3 an execution), about"
                + " 2,000 billable actions");
  }

  @Test
  void aStandaloneActivitysRetriesHeartbeatsAndCancellationsAreCounted() {
    RunPlan plan =
        plan(
            "workload", "standalone",
            "target", "null",
            "outcomes", "abandon=50,cancel=50",
            "max-attempts", "2",
            "start-to-close-timeout", "10s",
            "heartbeat-interval", "1s");
    assertThat(Estimate.of(plan).actionsPerWorkflow()).isEqualTo(2 + 2 * 10, CLOSE);
    assertThat(Estimate.of(plan).requestsPerWorkflow()).isEqualTo(1 + 2 + 2 * 10 + 0.5, CLOSE);
  }

  @Test
  void onlyATargetThatIsNotOnThisHostIsWarnedOf() {
    RunPlan plan = plan("rate", "10/s", "workflows", "100");
    assertThat(Estimate.warning(plan, new HostPort("::1", 7233), "n")).isEmpty();
    assertThat(Estimate.warning(plan, new HostPort("10.0.0.5", 7233), "n"))
        .hasValue(
            "target 10.0.0.5:7233, namespace n: 100 workflows, about 190 requests/s, about 500"
                + " billable actions");
  }
}
