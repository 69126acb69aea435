package dev.tokenstorm.load;

import java.util.function.DoubleSupplier;

/**
 * Supplies 0, 1, 2 and so on: the values that the integral of the rate has at evenly spaced
 * arrivals.
 */
final class EvenSpacing implements DoubleSupplier {
  private long next;

  @Override
  public double getAsDouble() {
    return next++;
  }
}
