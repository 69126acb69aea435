package dev.tokenstorm.plan;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arrivals a second: {@code 200/s}, {@code 1k/s}, {@code 90/m}; a bare number is per second. */
final class RateNotation implements Notation<Double> {
  private static final double LOWEST = 1.0 / 3600;
  private static final double HIGHEST = 1_000_000;
  private static final Pattern UNIT = Pattern.compile("([kM]?)(?:/([smh]))?");
  private static final Map<String, Double> FACTORS = Map.of("", 1.0, "k", 1e3, "M", 1e6);
  private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "m", 60.0, "h", 3600.0);

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
    Quantity quantity = Quantity.of(text).orElseThrow(RateNotation::noRate);
    Matcher unit = UNIT.matcher(quantity.unit());
    if (!unit.matches()) {
      throw noRate();
    }
    double factor = FACTORS.getOrDefault(unit.group(1), 1.0);
    double seconds = unit.group(2) == null ? 1 : SECONDS.getOrDefault(unit.group(2), 1.0);
    double perSecond = quantity.number().doubleValue() * factor / seconds;
    if (zero && perSecond == 0) {
      return 0.0;
    }
    if (!(perSecond >= LOWEST && perSecond <= HIGHEST)) {
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

  private static Misfit noRate() {
    return new Misfit("must be a rate such as 200/s, 1k/s or 90/m");
  }
}
