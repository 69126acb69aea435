package dev.tokenstorm.settings;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.text.Multiples;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.RateText;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Arrivals per second, written as {@link RateText} says; a bare number is per second. */
final class RateNotation implements Notation<Double> {
  private static final double HIGHEST = 1_000_000;

  private final boolean zero;

  RateNotation() {
    this(false);
  }

  private RateNotation(boolean zero) {
    this.zero = zero;
  }

  /** Rates, and {@code 0/s} for no arrivals at all. */
  static RateNotation orZero() {
    return new RateNotation(true);
  }

  @Override
  public Double parse(String text) throws Misfit {
    OptionalDouble rate = RateText.perSecond(text, Multiples.THINGS);
    if (rate.isEmpty()) {
      throw new Misfit("must be a rate such as 200/s, 1k/s or 90/m");
    }
    double perSecond = rate.getAsDouble();
    if (zero && perSecond == 0) {
      return 0.0;
    }
    if (!(perSecond >= LoadPlan.LOWEST_RATE && perSecond <= HIGHEST)) {
      throw new Misfit("must be " + (zero ? "a rate of 0, or " : "") + "between 1/h and 1000000/s");
    }
    return perSecond;
  }

  @Override
  public String print(Double value) {
    return plain(value) + "/s";
  }

  /** A number's shortest decimal text that reads back as the same number, without exponent. */
  static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
