package dev.tokenstorm.text;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.text.Notation.Misfit;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rates as they are written everywhere: a number, a slash and a time, such as {@code 200/s}, {@code
 * 1k/s}, {@code 3/m} or {@code 10/30s}.
 */
public final class RateText {
  private RateText() {}

  /** Reads a rate per second, where a bare number is one; empty for a text that is none. */
  public static OptionalDouble perSecond(String text, Multiples multiples) {
    Optional<Quantity> quantity = Quantity.of(text);
    if (quantity.isEmpty()) {
      return OptionalDouble.empty();
    }
    String unit = quantity.get().unit();
    int slash = unit.indexOf('/');
    String multiple = slash < 0 ? unit : unit.substring(0, slash);
    Optional<BigDecimal> number = multiples.of(new Quantity(quantity.get().number(), multiple));
    double seconds = slash < 0 ? 1 : seconds(unit.substring(slash + 1));
    return number.isEmpty() || seconds <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(number.get().doubleValue() / seconds);
  }

  /** The time behind the slash, where a unit alone is one of it; 0 for what is no time. */
  private static double seconds(String text) {
    boolean unitAlone = !text.isEmpty() && !Character.isDigit(text.charAt(0));
    try {
      return Nanos.toSeconds(DurationText.nanos(unitAlone ? "1" + text : text).doubleValue());
    } catch (Misfit noTime) {
      return 0;
    }
  }
}
