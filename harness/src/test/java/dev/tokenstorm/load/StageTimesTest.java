package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTimesTest {
  private static final double MILLIONTH = 1e-6;

  /** At the time given the integral has just reached n, and a nanosecond before it had not. */
  private static void assertReached(Stage stage, double n) {
    long nanos = new StageTimes(stage).nanos(n);
    String at = stage + " at " + n;
    assertThat(nanos).as(at).isBetween(0L, stage.length().toNanos());
    BigDecimal exact = new BigDecimal(n);
    // Of so many arrivals a double tells no smaller fractions apart.
    BigDecimal inexact = new BigDecimal(Math.max(MILLIONTH, 2 * Math.ulp(stage.arrivals())));
    assertThat(Integral.of(stage, nanos)).as(at).isGreaterThanOrEqualTo(exact.subtract(inexact));
    assertThat(Integral.of(stage, Math.max(0, nanos - 1)))
        .as(at)
        .isLessThanOrEqualTo(exact.add(inexact));
  }

  @Test
  void the_integral_reaches_each_value_at_the_time_given() {
    Random random = new Random(20261125);
    for (int i = 0; i < 20_000; i++) {
      Duration length = Duration.ofNanos((long) Math.pow(10, 6 + random.nextDouble() * 8));
      Stage stage = new Stage(length, rate(random), rate(random));
      double most = stage.arrivals();
      assertReached(stage, Math.floor(random.nextDouble() * most));
      assertReached(stage, random.nextDouble() * most);
      assertReached(stage, most * 1e-9 * random.nextDouble());
      assertReached(stage, most * (1 - 1e-9 * random.nextDouble()));
    }
  }

  private static double rate(Random random) {
    return random.nextInt(5) == 0 ? 0 : Math.pow(10, -3.5 + random.nextDouble() * 9.5);
  }

  /** Six hours to a hundred thousand a second and back: a billion arrivals each. */
  @ParameterizedTest
  @CsvSource({"0, 100000", "100000, 0", "1, 100000", "100000, 1", "100000, 100000", "99999, 1e5"})
  void a_ramp_over_hours_is_as_exact_at_its_end_as_at_its_beginning(double from, double to) {
    Stage stage = new Stage(Duration.ofHours(6), from, to);
    for (long n = 0; n < 1_000; n++) {
      assertReached(stage, n);
      assertReached(stage, Math.floor(stage.arrivals() / 2) + n);
      assertReached(stage, Math.ceil(stage.arrivals()) - 1 - n);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.3", "1", "3", "7", "200", "99999", "1000000"})
  void a_rate_that_is_held_for_a_year_does_not_drift(double perSecond) {
    Stage stage = new Stage(Duration.ofDays(365), perSecond, perSecond);
    for (long n : new long[] {0, 1, 2, 3, 10, 999, 1_000_000, 900_000_000L}) {
      if (n < stage.arrivals()) {
        assertReached(stage, n);
      }
    }
  }
}
