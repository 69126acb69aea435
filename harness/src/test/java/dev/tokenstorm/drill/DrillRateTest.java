package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.LoadPlan.OpenLoop;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.GivenDrill;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrillRateTest {

  /** Returns the plan of one drill; flags are apart by blanks, as names and values in turn. */
  private static RunPlan plan(List<GivenDrill> own, String name, String flags) {
    List<String> all = new ArrayList<>(List.of("target", "null", "only", name));
    if (!flags.isEmpty()) {
      all.addAll(List.of(flags.split(" ", -1)));
    }
    DrillPlan plan = TestPlans.drills(own, all.toArray(String[]::new));
    return plan.plan(plan.drills().get(0), 1);
  }

  private static double perSecond(RunPlan plan) {
    return ((OpenLoop) plan.load().arrivals()).shape().steadyPerSecond().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "workload standalone, 8",
    "branches 1 steps 1, 8",
    "branches 1 steps 3, 3",
    "branches 4 steps 4, 2",
    "workload standalone rate 5/s, 5",
    "branches 1 steps 1 rate 50/s, 50",
  })
  void whatHasFewActivitiesStartsMoreOftenUnlessTheUserSaysHowOften(String flags, double rate) {
    assertThat(perSecond(plan(List.of(), "connections-cut", flags))).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({
    "workload standalone rate 3/s, --rate 3/s, 3.00",
    "rate 0.5/s, --rate 0.5/s, 2.00",
    "branches 1 steps 1 rate 2/s, --rate 2/s, 2.00"
  })
  void aRateThatIsTooLowForATimeToRecoverIsRefused(String flags, String load, String gives) {
    assertThatThrownBy(() -> plan(List.of(), "slow-link", flags))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            load
                + " gives drill slow-link "
                + gives
                + " completions per second before its fault, and fault1:recovery needs 4.00; give a"
                + " higher rate.");
  }

  @ParameterizedTest
  @CsvSource({"server-throttles", "disk-full", "harness-killed"})
  void aDrillThatAsksForNoTimeToRecoverMayHaveAnyRate(String name) {
    assertThatCode(
            () ->
                TestPlans.drills(List.of(), "target", "dev-server", "only", name, "rate", "0.5/s"))
        .doesNotThrowAnyException();
  }

  /** The rate just before the fault counts, whatever it is elsewhere. */
  @Test
  void stagesAreJudgedByWhatComesBeforeTheFault() {
    GivenDrill busyBefore =
        TestPlans.drill(
            "mine",
            "fault",
            "15s: stall 4s",
            "require",
            "fault1:recovery < 9s",
            "stages",
            "20s@2/s,20s@0.1/s");
    GivenDrill busyLater =
        TestPlans.drill(
            "mine",
            "fault",
            "15s: stall 4s",
            "require",
            "fault1:recovery < 9s",
            "stages",
            "20s@0.1/s,20s@2/s");

    assertThatCode(() -> plan(List.of(busyBefore), "mine", "")).doesNotThrowAnyException();
    assertThatThrownBy(() -> plan(List.of(busyLater), "mine", ""))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "stages in drills.yaml \"20s@0.1/s,20s@2/s\" gives drill mine 0.40 completions per");
  }
}
