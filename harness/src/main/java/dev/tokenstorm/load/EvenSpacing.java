package dev.tokenstorm.load;

import java.util.function.DoubleSupplier;

/** 0, 1, 2 and so on: the integral of the rate at evenly spaced arrivals. */
final class EvenSpacing implements DoubleSupplier {
  private long next;

  @Override
  public double getAsDouble() {
    return next++;
  }
}
