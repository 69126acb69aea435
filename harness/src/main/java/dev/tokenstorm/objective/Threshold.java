package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Keyed;

/** A number that decides something, and that a table of the documentation has too. */
public interface Threshold extends Keyed {
  Unit unit();

  /** The number, in its unit. */
  double value();

  /** The number as the table has it. */
  default String text() {
    return unit().print(value());
  }
}
