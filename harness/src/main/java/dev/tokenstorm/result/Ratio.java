package dev.tokenstorm.result;

import java.util.OptionalDouble;

/** Divides two numbers. The quotient is empty where it would be NaN or infinite. */
final class Ratio {
  private Ratio() {}

  static OptionalDouble of(double numerator, double denominator) {
    double ratio = numerator / denominator;
    return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }
}
