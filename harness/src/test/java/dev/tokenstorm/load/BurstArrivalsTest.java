package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.Draws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BurstArrivalsTest {

  private static List<Long> firstMillis(int most, String... flags) {
    RunPlan plan = TestPlans.plan(flags);
    ArrivalSchedule schedule =
        ArrivalSchedule.of(
            (LoadPlan.OpenLoop) plan.load().arrivals(), new Draws(1, plan.completion()));
    List<Long> all = new ArrayList<>();
    for (long at = schedule.next();
        at != ArrivalSchedule.NEVER && all.size() < most;
        at = schedule.next()) {
      all.add(TimeUnit.NANOSECONDS.toMillis(at));
    }
    return all;
  }

  @Test
  void all_of_a_burst_come_at_its_moment_and_nothing_else_does() {
    assertThat(firstMillis(100, "burst", "3@10s,2@500ms"))
        .containsExactly(500L, 500L, 10_000L, 10_000L, 10_000L);
  }

  @Test
  void a_burst_comes_on_top_of_a_rate_which_it_neither_delays_nor_replaces() {
    String[] flags = {"rate", "2/s", "duration", "1h", "burst", "2@1200ms,1@2s,1@2s"};
    assertThat(firstMillis(10, flags))
        .containsExactly(0L, 500L, 1_000L, 1_200L, 1_200L, 1_500L, 2_000L, 2_000L, 2_000L, 2_500L);
  }

  @Test
  void a_burst_may_come_in_a_pause_and_with_random_arrivals() {
    String stages = "1s@100/s,8s@0/s,1s@100/s";
    List<Long> shaped = firstMillis(1_000, "stages", stages, "arrivals", "poisson");
    List<Long> with = firstMillis(1_000, "stages", stages, "arrivals", "poisson", "burst", "50@5s");
    assertThat(with).isSorted().hasSize(shaped.size() + 50);
    assertThat(Collections.frequency(with, Duration.ofSeconds(5).toMillis())).isEqualTo(50);
  }
}
