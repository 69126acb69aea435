package dev.tokenstorm.result;

import java.util.OptionalDouble;

/** A quotient that exists, or does not: never NaN, never infinite. */
final class Ratio {
  private Ratio() {}

  static OptionalDouble of(double numerator, double denominator) {
    double ratio = numerator / denominator;
    return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }
}
