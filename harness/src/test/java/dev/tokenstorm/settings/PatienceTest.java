package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatienceTest {

  /** All of them come to an end on a real server as they are drawn. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion-delay 59s",
        "completion-delay uniform:59s..5m",
        "completion-delay exp:1h",
        "completion-delay lognormal:61s,0.01",
        // The holder of an attempt that is over completes the one that follows it.
        "completion-delay 61s complete-by id drain-timeout 5m",
        // Two attempts of a minute, and a second between them.
        "completion-delay 120s complete-by id max-attempts 2 drain-timeout 5m",
        // What is never completed takes no time.
        "completion-delay 61s outcomes abandon=100",
        "completion-delay 61s outcomes cancel=100",
        "completion-delay 61s outcomes abandon=90,cancel=10",
        "completion-delay 6s heartbeat-timeout 5s heartbeat-interval 1s",
        "completion-delay 4s heartbeat-timeout 5s",
        "completion-delay 9m park 9",
        "heartbeat-interval 59s",
      })
  void aPlanInWhichAnAttemptMayBeCompletedIsTaken(String flags) {
    assertThatCode(() -> TestPlans.plan(flags.split(" "))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion-delay 60s",
        "completion-delay 1h",
        "completion-delay uniform:60s..5m",
        "completion-delay lognormal:61s,0",
        "completion-delay lognormal:24h,0.1",
        "completion-delay 61s outcomes fail=1,abandon=99",
        "completion-delay 61s complete-by id max-attempts 1",
        "completion-delay 121s complete-by id max-attempts 2",
        "completion-delay 5s heartbeat-timeout 5s",
        "completion-delay 10m park 9",
        "heartbeat-interval 60s",
      })
  void aPlanInWhichEveryAttemptTimesOutIsRefused(String flags) {
    assertThatThrownBy(() -> TestPlans.plan(flags.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("every attempt");
  }

  /** In the second half the drain begins later than the last workflow starts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflows 5 steps 2 completion-delay 4s drain-timeout 8001ms",
        "workflows 5 steps 2 completion-delay uniform:3s..9s drain-timeout 7s",
        "workflows 5 steps 2 completion-delay 4s drain-timeout 8s park 2",
        "workflows 5 steps 2 completion-delay 4s drain-timeout 8s outcomes complete=99,fail=1",
        "workflows 5 steps 2 drain-timeout 1s",
        "duration 5s steps 2 completion-delay 4s drain-timeout 8s",
        "stages 5s@1/s,9s@0/s steps 2 completion-delay 4s drain-timeout 1s",
        "workflows 5 rate 1/s in-flight 5 steps 2 completion-delay 4s drain-timeout 8s",
      })
  void aDrainInWhichTheLastWorkflowMayCloseIsTaken(String flags) {
    assertThatCode(() -> TestPlans.plan(flags.split(" "))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflows 5 steps 2 completion-delay 4s drain-timeout 8s",
        "workflows 5 steps 2 completion-delay uniform:4s..9s drain-timeout 7s",
        "workflows 5 steps 3 completion-delay 50s",
        "workflows 5 warmup 60s steps 2 completion-delay 4s drain-timeout 8s",
      })
  void aDrainThatIsOverBeforeTheLastWorkflowCanCloseIsRefused(String flags) {
    assertThatThrownBy(() -> TestPlans.plan(flags.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("drain-timeout", "steps", "completion-delay", "last workflow");
  }

  @Test
  void theShortestDelayIsTheDistributionsLowerEnd() {
    Duration second = Duration.ofSeconds(1);
    assertThat(new Delay.Fixed(second).shortest()).isEqualTo(second);
    assertThat(new Delay.Uniform(second, second.multipliedBy(9)).shortest()).isEqualTo(second);
    assertThat(new Delay.Exponential(second).shortest()).isZero();
    assertThat(new Delay.LogNormal(second, 0).shortest()).isEqualTo(second);
    // exp(-8.5717), as no draw is farther below the median.
    assertThat(new Delay.LogNormal(second, 1).shortest())
        .isBetween(Duration.ofNanos(189_000), Duration.ofNanos(190_000));
  }

  @Test
  void aServerWaitsForTheShorterTimeoutUnlessSomebodyHeartbeats() {
    String[] silent = {"heartbeat-timeout", "5s"};
    String[] heartbeated = {"heartbeat-timeout", "5s", "heartbeat-interval", "1s"};
    assertThat(patience()).hasSeconds(60);
    assertThat(patience(silent)).hasSeconds(5);
    assertThat(patience(heartbeated)).hasSeconds(60);
    assertThat(patience("heartbeat-timeout", "2m")).hasSeconds(60);
  }

  private static Duration patience(String... flags) {
    RunPlan plan = TestPlans.plan(flags);
    return Patience.of(plan.greeting(), plan.completion());
  }
}
