package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shares of all cells of a fleet are the plan of one cell, whatever the load and the cells. */
class SharedArrivalsTest {
  private static final Path FOLDER = Path.of("cells");

  /** An arrival, and whether it is of the measured phase. */
  private record Arrival(long number, long nanos, boolean measured) {}

  /** What one cell would start, and when its measured phase would be over. */
  private record Schedule(List<Arrival> arrivals, long endNanos) {}

  private static Schedule schedule(RunPlan plan) {
    PlannedArrivals arrivals =
        new PlannedArrivals(
            plan.load(), (LoadPlan.OpenLoop) plan.load().arrivals(), Workloads.of(plan).draws());
    List<Arrival> all = new ArrayList<>();
    while (arrivals.next()) {
      all.add(new Arrival(arrivals.number(), arrivals.nanos(), arrivals.measured()));
    }
    return new Schedule(all, arrivals.endNanos());
  }

  private static RunPlan cell(RunPlan plan, Share share) {
    return plan.ofCell(share, plan.target().choice(), FOLDER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate 97/s duration 10s",
        "rate 97/s workflows 500",
        "rate 97/s warmup 3s workflows 500",
        "rate 200/s arrivals poisson duration 5s warmup 1s",
        "rate 200/s arrivals poisson workflows 777",
        "stages 5s@10/s..200/s,2s@0/s,5s@50/s warmup 2s",
        "stages 3s@150/s,4s@150/s..1/s arrivals poisson",
        "rate 31/s burst 40@1s,7@2500ms duration 6s",
        "burst 500@100ms,3@2s",
        "stages 5s@10/s..90/s arrivals poisson burst 50@3s seed 77"
      })
  void theUnionIsThePlan(String load) {
    Random random = new Random(load.hashCode());
    RunPlan plan = TestPlans.plan(load.split(" ", -1));
    Schedule whole = schedule(plan);
    assertThat(whole.arrivals()).hasSizeGreaterThan(200);
    for (int round = 0; round < 5; round++) {
      int cells = 1 + random.nextInt(round == 0 ? 64 : 9);
      List<Arrival> union = new ArrayList<>();
      for (int index = 0; index < cells; index++) {
        Share share = new Share(index, cells);
        Schedule part = schedule(cell(plan, share));
        assertThat(part.endNanos()).isEqualTo(whole.endNanos());
        assertThat(part.arrivals()).allMatch(arrival -> share.has(arrival.number()));
        union.addAll(part.arrivals());
      }
      union.sort(Comparator.comparingLong(Arrival::number));
      assertThat(union).isEqualTo(whole.arrivals());
    }
  }

  /** What is drawn for an execution depends on its number and the seed alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void eachCellDrawsWhatOneCellWouldDraw(int cells) {
    RunPlan plan =
        TestPlans.plan(
            "workflows", "100", "outcomes", "complete=50,fail=25,cancel=25", "seed", "9");
    Set<String> ids = new HashSet<>();
    for (int index = 0; index < cells; index++) {
      RunPlan cell = cell(plan, new Share(index, cells));
      for (long n = 0; n < 200; n++) {
        assertThat(Workloads.of(cell).expectation().endsUnanswered(n, 0, 1))
            .isEqualTo(Workloads.of(plan).expectation().endsUnanswered(n, 0, 1));
        assertThat(Workloads.of(cell).draws().gap(n)).isEqualTo(Workloads.of(plan).draws().gap(n));
      }
      ids.add(cell.target().taskQueue() + cell.runId());
    }
    assertThat(ids).hasSize(cells);
  }

  /** A driver that is stopped counts what its own share still has. */
  @ParameterizedTest
  @ValueSource(strings = {"rate 97/s duration 10s", "rate 97/s arrivals poisson workflows 500"})
  void whatIsLeftOfAllSharesIsWhatIsLeftOfThePlan(String load) {
    RunPlan plan = TestPlans.plan(load.split(" ", -1));
    long whole = remaining(plan);
    long shares = 0;
    for (int index = 0; index < 7; index++) {
      shares += remaining(cell(plan, new Share(index, 7)));
    }
    assertThat(shares).isEqualTo(whole);
  }

  private static long remaining(RunPlan plan) {
    return new PlannedArrivals(
            plan.load(), (LoadPlan.OpenLoop) plan.load().arrivals(), Workloads.of(plan).draws())
        .remaining(() -> 0);
  }
}
