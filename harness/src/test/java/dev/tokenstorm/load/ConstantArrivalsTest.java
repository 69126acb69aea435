package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantArrivalsTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 1, 3, 7, 200, 1_000, 99_999, 100_000})
  void arrivals_follow_the_integral_of_the_rate_without_drift(double perSecond) {
    ConstantArrivals arrivals = new ConstantArrivals(perSecond);
    for (long i : new long[] {0, 1, 2, 3, 10, 999, 1_000_000, 900_000_000L}) {
      BigDecimal exact =
          BigDecimal.valueOf(i)
              .multiply(BigDecimal.valueOf(1_000_000_000L))
              .divide(BigDecimal.valueOf(perSecond), MathContext.DECIMAL128);
      BigDecimal late = BigDecimal.valueOf(arrivals.intendedNanos(i)).subtract(exact);
      // A double's 53 bits: within a nanosecond for three months, and in proportion after that.
      double rounding = 1 + Math.scalb(exact.doubleValue(), -52);
      assertThat(late.doubleValue()).as("arrival %d", i).isBetween(1 - rounding, rounding);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 3, 100_000})
  void arrivals_never_go_back_in_time(double perSecond) {
    ConstantArrivals arrivals = new ConstantArrivals(perSecond);
    for (long from : new long[] {0, 1_000_000, 800_000_000L}) {
      long last = arrivals.intendedNanos(from);
      for (long i = from + 1; i < from + 100_000; i++) {
        long next = arrivals.intendedNanos(i);
        assertThat(next).isGreaterThan(last);
        last = next;
      }
    }
  }
}
