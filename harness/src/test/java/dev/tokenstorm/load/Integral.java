package dev.tokenstorm.load;

import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.Stage;
import java.math.BigDecimal;
import java.math.MathContext;

/** The integral of a load shape, to as many digits as anybody can want. */
final class Integral {
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private Integral() {}

  /** Arrivals from a shape's start to a moment. */
  static BigDecimal of(LoadShape shape, long nanos) {
    BigDecimal sum = BigDecimal.ZERO;
    long left = nanos;
    for (Stage stage : shape.stages()) {
      long within = Math.max(0, Math.min(left, stage.length().toNanos()));
      sum = sum.add(of(stage, within));
      left -= within;
    }
    return sum;
  }

  /** Arrivals from a stage's beginning to a moment of it. */
  static BigDecimal of(Stage stage, long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9);
    BigDecimal length = BigDecimal.valueOf(stage.length().toNanos(), 9);
    BigDecimal from = new BigDecimal(stage.from());
    BigDecimal rise = new BigDecimal(stage.to()).subtract(from);
    BigDecimal square =
        rise.multiply(seconds)
            .multiply(seconds)
            .divide(length.multiply(BigDecimal.valueOf(2)), DIGITS);
    return from.multiply(seconds).add(square);
  }
}
