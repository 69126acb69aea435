package dev.tokenstorm.export;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * A figure of one run, in the figure's unit.
 *
 * @param low lower end of its interval, if it has one
 * @param high upper end of the same
 */
public record ExportedValue(double value, OptionalDouble low, OptionalDouble high) {

  /** A value without an interval. */
  public static ExportedValue of(double value) {
    return new ExportedValue(value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** The value with all its digits. */
  String text() {
    return text(value);
  }

  static String text(double number) {
    return number == 0 ? "0" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
