package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueStartsTest {

  private static DueStarts starts(RunPlan plan) {
    return DueStarts.of(plan.load(), draws(plan)).orElseThrow();
  }

  private static Draws draws(RunPlan plan) {
    return Workloads.of(plan).draws();
  }

  private static long before(DueStarts starts, double seconds) {
    return starts.before((long) (seconds * Nanos.PER_SECOND));
  }

  @Test
  void anEvenScheduleHasItsRate() {
    DueStarts starts = starts(TestPlans.plan("rate", "100/s", "duration", "10s"));
    assertThat(before(starts, 0)).isZero();
    assertThat(before(starts, 0.001)).isEqualTo(1);
    assertThat(before(starts, 2)).isEqualTo(200);
    assertThat(before(starts, 10)).isEqualTo(1_000);
    assertThat(before(starts, 30)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "poisson"})
  void allArrivalsOfTheDriversOwnScheduleAreDue(String spacing) {
    RunPlan plan =
        TestPlans.plan("stages", "5s@10/s..200/s,5s@50/s", "arrivals", spacing, "burst", "40@3s");
    ArrivalSchedule schedule =
        ArrivalSchedule.of((LoadPlan.OpenLoop) plan.load().arrivals(), draws(plan));
    DueStarts starts = starts(plan);
    long arrivals = 0;
    long next = schedule.next();
    for (long nanos = 0; nanos <= 12 * (long) Nanos.PER_SECOND; nanos += 100_000_000) {
      while (next < nanos) {
        arrivals++;
        next = schedule.next();
      }
      assertThat(starts.before(nanos)).isEqualTo(arrivals);
    }
    assertThat(arrivals).isGreaterThan(500);
  }

  @Test
  void aNumberOfWorkflowsBoundsThoseAfterTheWarmUp() {
    DueStarts starts = starts(TestPlans.plan("rate", "100/s", "warmup", "2s", "workflows", "50"));
    assertThat(before(starts, 2)).isEqualTo(200);
    assertThat(before(starts, 60)).isEqualTo(250);
  }

  @Test
  void aClosedLoopHasNone() {
    RunPlan plan = TestPlans.plan("in-flight", "10", "workflows", "50");
    assertThat(DueStarts.of(plan.load(), draws(plan))).isEmpty();
  }
}
