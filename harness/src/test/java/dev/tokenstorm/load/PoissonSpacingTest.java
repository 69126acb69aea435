package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.Stage;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.Draws;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonSpacingTest {
  private static final LoadShape SHAPE =
      new LoadShape(
          List.of(
              new Stage(Duration.ofSeconds(50), 0, 400),
              new Stage(Duration.ofSeconds(5), 0, 0),
              new Stage(Duration.ofSeconds(50), 400, 200)));

  private static Draws draws(long seed) {
    return new Draws(seed, TestPlans.plan().completion());
  }

  private static List<Long> arrivals(long seed) {
    ArrivalSchedule schedule = new ShapedArrivals(SHAPE, new PoissonSpacing(draws(seed)));
    List<Long> all = new ArrayList<>();
    for (long at = schedule.next(); at != ArrivalSchedule.NEVER; at = schedule.next()) {
      all.add(at);
    }
    return all;
  }

  @Test
  void a_seed_draws_the_same_arrivals_always_and_another_seed_draws_others() {
    assertThat(arrivals(7)).isEqualTo(arrivals(7)).isNotEqualTo(arrivals(8)).isSorted();
  }

  /**
   * Kolmogorov's test: between arrivals the integral of the rate is exponentially distributed. The
   * largest distance of n such values from their distribution is below 1.95/√n in 999 of 1,000
   * samples; the seeds are fixed.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void between_arrivals_the_integral_of_the_rate_is_exponentially_distributed(long seed) {
    List<Double> gaps = new ArrayList<>();
    double last = 0;
    for (long at : arrivals(seed)) {
      double integral = Integral.of(SHAPE, at).doubleValue();
      gaps.add(integral - last);
      last = integral;
    }
    Collections.sort(gaps);
    double largest = 0;
    for (int i = 0; i < gaps.size(); i++) {
      double expected = -Math.expm1(-gaps.get(i));
      largest = Math.max(largest, Math.abs(expected - (i + 0.5) / gaps.size()));
    }
    assertThat(largest).isLessThan(1.95 / Math.sqrt(gaps.size()));
  }

  /** The number in a span has the integral of the rate as its mean and as its variance. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void as_many_arrive_in_each_span_as_the_integral_of_the_rate_says(long seed) {
    List<Long> all = arrivals(seed);
    long step = Duration.ofSeconds(5).toNanos();
    for (long from = 0; from < SHAPE.length().toNanos(); from += step) {
      long start = from;
      double expected =
          Integral.of(SHAPE, from + step).subtract(Integral.of(SHAPE, from)).doubleValue();
      double count = all.stream().filter(at -> at >= start && at < start + step).count();
      assertThat(count).isEqualTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void the_sum_of_a_million_gaps_is_exact() {
    Draws draws = draws(42);
    PoissonSpacing spacing = new PoissonSpacing(draws);
    BigDecimal exact = BigDecimal.ZERO;
    double sum = 0;
    for (long n = 0; n < 1_000_000; n++) {
      exact = exact.add(new BigDecimal(draws.gap(n)));
      sum = spacing.getAsDouble();
    }
    assertThat(sum).isEqualTo(exact.doubleValue());
  }

  @Test
  void a_million_arrivals_take_no_memory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ArrivalSchedule schedule =
        new ShapedArrivals(LoadShape.steady(1_000), new PoissonSpacing(draws(1)));
    long last = schedule.next();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000_000; i++) {
      last = schedule.next();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(last / 1e9).isEqualTo(1_000, within(5.0));
  }
}
