package dev.tokenstorm.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.settings.TestPlans;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drills whose faults name calls, which depend on how completions name their activities. */
final class DrillCallsTest {

  private static List<String> faults(DrillPlan plan) {
    return plan.plan(plan.runnable().get(0), 0).faults().faults().stream()
        .map(PlannedFault::text)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"token, ''", "id, ById"})
  void repliesOfTheCallsThatAreMadeAreLost(String by, String end) {
    assertThat(
            faults(
                TestPlans.drills(
                    List.of(), "target", "null", "only", "replies-lost", "complete-by", by)))
        .containsExactly(
            "15s: lose-replies 20% of RespondActivityTaskCompleted" + end + " for 10s");
    assertThat(
            faults(
                TestPlans.drills(
                    List.of(
                        TestPlans.drill(
                            "mine",
                            "fault",
                            "9s: lose-replies 9% of RecordActivityTaskHeartbeatById for 1s")),
                    "target",
                    "null",
                    "only",
                    "mine",
                    "complete-by",
                    by)))
        .containsExactly("9s: lose-replies 9% of RecordActivityTaskHeartbeat" + end + " for 1s");
  }
}
