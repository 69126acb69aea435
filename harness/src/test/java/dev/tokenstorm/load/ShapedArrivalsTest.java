package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.Stage;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShapedArrivalsTest {
  private static final double MILLIONTH = 1e-6;

  private static LoadShape shape(Object... lengthFromTo) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < lengthFromTo.length; i += 3) {
      stages.add(
          new Stage(
              Duration.parse("PT" + lengthFromTo[i]),
              ((Number) lengthFromTo[i + 1]).doubleValue(),
              ((Number) lengthFromTo[i + 2]).doubleValue()));
    }
    return new LoadShape(stages);
  }

  private static ArrivalSchedule even(LoadShape shape) {
    return new ShapedArrivals(shape, new EvenSpacing());
  }

  private static List<Long> all(ArrivalSchedule schedule) {
    List<Long> all = new ArrayList<>();
    for (long at = schedule.next(); at != ArrivalSchedule.NEVER; at = schedule.next()) {
      all.add(at);
    }
    assertThat(schedule.next()).isEqualTo(ArrivalSchedule.NEVER);
    return all;
  }

  @Test
  void arrivals_come_where_the_integral_of_the_rate_is_a_whole_number() {
    Random random = new Random(6);
    for (int round = 0; round < 60; round++) {
      LoadShape shape = drawn(random);
      List<Long> all = all(even(shape));
      for (int i = 0; i < all.size(); i++) {
        long at = all.get(i);
        String where = shape + ", arrival " + i;
        assertThat(Integral.of(shape, at).doubleValue())
            .as(where)
            .isGreaterThanOrEqualTo(i - MILLIONTH);
        assertThat(Integral.of(shape, at - 1).doubleValue())
            .as(where)
            .isLessThanOrEqualTo(i + MILLIONTH);
      }
      double whole = Integral.of(shape, shape.length().toNanos()).doubleValue();
      assertThat((double) all.size())
          .as(shape.toString())
          .isBetween(whole - MILLIONTH, whole + 1 + MILLIONTH);
    }
  }

  private static LoadShape drawn(Random random) {
    List<Stage> stages = new ArrayList<>();
    for (int stage = random.nextInt(8); stage >= 0; stage--) {
      Duration length = Duration.ofNanos((long) Math.pow(10, 6 + random.nextDouble() * 5));
      double most = 300 / (length.toNanos() / 1e9);
      double from = random.nextInt(4) == 0 ? 0 : most * random.nextDouble();
      double to = random.nextInt(3) == 0 ? from : most * random.nextDouble();
      stages.add(new Stage(length, from, to));
    }
    return new LoadShape(stages);
  }

  @Test
  void the_shape_of_the_help_text_has_the_arrivals_that_it_says() {
    LoadShape shape = shape("2S", 100, 100, "3S", 100, 300, "1S", 0, 0, "2S", 300, 300);
    List<Long> all = all(even(shape));
    assertThat(all).hasSize(200 + 600 + 600);
    assertThat(all.subList(0, 3)).containsExactly(0L, 10_000_000L, 20_000_000L);
    // A pause has none, and the first after it comes at its very end.
    assertThat(all).noneMatch(at -> at > 5_000_000_000L && at < 6_000_000_000L);
    assertThat(all.get(800)).isEqualTo(6_000_000_000L);
  }

  @Test
  void what_a_stage_leaves_of_a_whole_arrival_is_carried_over() {
    // A third of an arrival in each: two stages have none, and the fourth begins with the second.
    LoadShape thirds =
        shape("1S", 1 / 3.0, 1 / 3.0, "1S", 0, 2 / 3.0, "1S", 2 / 3.0, 0, "1S", 1, 1);
    assertThat(all(even(thirds))).containsExactly(0L, 3_000_000_000L);
  }

  @Test
  void a_shape_that_begins_with_a_pause_has_no_arrival_in_it() {
    assertThat(all(even(shape("10S", 0, 0, "1S", 2, 2))))
        .containsExactly(10_000_000_000L, 10_500_000_000L);
    assertThat(all(even(new LoadShape(List.of())))).isEmpty();
  }

  @Test
  void a_steady_rate_has_no_end() {
    ArrivalSchedule steady = even(LoadShape.steady(3));
    BigDecimal third =
        BigDecimal.valueOf(1_000_000_000L)
            .divide(BigDecimal.valueOf(3), 9, java.math.RoundingMode.CEILING);
    for (long i = 0; i < 1_000_000; i++) {
      assertThat(steady.next()).isLessThan(third.multiply(BigDecimal.valueOf(i)).longValue() + 2);
    }
  }

  @Test
  void a_million_arrivals_take_no_memory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ArrivalSchedule ramp = even(shape("1H", 1, 1_000, "1H", 1_000, 1));
    long sum = ramp.next();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000_000; i++) {
      sum += ramp.next();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(sum).isPositive();
  }
}
