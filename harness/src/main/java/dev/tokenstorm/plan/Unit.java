package dev.tokenstorm.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a figure is given in, and how a bound of it is written. What {@link #print} writes, {@link
 * #parse} reads back as the same number.
 */
public enum Unit {
  SECONDS("seconds", "a duration such as 50ms or 1.5s"),
  PER_SECOND("per_second", "a rate such as 200/s, 5k/s or 90/m"),
  COUNT("count", "a number such as 0, 2.5 or 10k"),
  RATIO("ratio", "a share such as 5% or 0.05"),
  BYTES("bytes", "an amount of memory such as 500MB or 2GiB"),
  BYTES_PER_SECOND("bytes_per_second", "a rate of memory such as 100MB/s");

  private static final Map<String, String> DURATIONS =
      Map.of("ns", "1e-9", "us", "1e-6", "ms", "1e-3", "s", "1", "m", "60", "h", "3600");
  private static final Map<String, String> THOUSANDS =
      Map.of("", "1", "k", "1e3", "K", "1e3", "M", "1e6");
  private static final Map<String, String> MEMORY =
      Map.of(
          "B",
          "1",
          "kB",
          "1e3",
          "MB",
          "1e6",
          "GB",
          "1e9",
          "KiB",
          "1024",
          "MiB",
          "1048576",
          "GiB",
          "1073741824");
  private static final Map<String, Double> SPANS = Map.of("/s", 1.0, "/m", 60.0, "/h", 3600.0);

  private final String key;
  private final String example;

  Unit(String key, String example) {
    this.key = key;
    this.example = example;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** What a bound looks like, for messages: {@code a duration such as 50ms or 1.5s}. */
  public String example() {
    return example;
  }

  /** Reads a number of this unit; empty for a text that is none. */
  OptionalDouble parse(String text) {
    Optional<Quantity> quantity = Quantity.of(text);
    return quantity.isEmpty() ? OptionalDouble.empty() : number(quantity.get());
  }

  private OptionalDouble number(Quantity quantity) {
    String unit = quantity.unit();
    return switch (this) {
      case SECONDS ->
          unit.isEmpty() && quantity.number().signum() == 0
              ? OptionalDouble.of(0)
              : times(quantity, DURATIONS, unit, 1);
      case PER_SECOND -> perSecond(quantity, THOUSANDS, 1);
      case COUNT -> times(quantity, THOUSANDS, unit, 1);
      case RATIO -> times(quantity, Map.of("", "1", "%", "0.01"), unit, 1);
      case BYTES -> times(quantity, MEMORY, unit, 1);
      case BYTES_PER_SECOND -> perSecond(quantity, MEMORY, 2);
    };
  }

  /**
   * @param suffixLength 1 where the span may be left out, 2 where it may not
   */
  private static OptionalDouble perSecond(
      Quantity quantity, Map<String, String> factors, int suffixLength) {
    String unit = quantity.unit();
    int slash = unit.indexOf('/');
    if (slash < 0) {
      return suffixLength == 1 ? times(quantity, factors, unit, 1) : OptionalDouble.empty();
    }
    Double span = SPANS.get(unit.substring(slash));
    return span == null
        ? OptionalDouble.empty()
        : times(quantity, factors, unit.substring(0, slash), span);
  }

  private static OptionalDouble times(
      Quantity quantity, Map<String, String> factors, String unit, double divisor) {
    String factor = factors.get(unit);
    return factor == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            quantity.times(new BigDecimal(factor)).number().doubleValue() / divisor);
  }

  /** Writes a number of this unit; at least 0. */
  public String print(double number) {
    BigDecimal exact = BigDecimal.valueOf(number);
    return switch (this) {
      case SECONDS -> duration(exact);
      case PER_SECOND -> plain(exact) + "/s";
      case COUNT -> plain(exact);
      case RATIO -> plain(exact.movePointRight(2)) + "%";
      case BYTES -> memory(exact);
      case BYTES_PER_SECOND -> memory(exact) + "/s";
    };
  }

  private static String duration(BigDecimal seconds) {
    if (seconds.signum() == 0) {
      return "0";
    }
    for (String large : List.of("h", "m")) {
      BigDecimal[] whole = seconds.divideAndRemainder(new BigDecimal(DURATIONS.get(large)));
      if (whole[1].signum() == 0) {
        return plain(whole[0]) + large;
      }
    }
    String[] units = {"s", "ms", "us", "ns"};
    int unit = 0;
    BigDecimal amount = seconds;
    while (amount.compareTo(BigDecimal.ONE) < 0 && unit < units.length - 1) {
      amount = amount.movePointRight(3);
      unit++;
    }
    return plain(amount) + units[unit];
  }

  private static String memory(BigDecimal bytes) {
    String[] units = {"B", "kB", "MB", "GB"};
    int unit = 0;
    BigDecimal amount = bytes;
    while (amount.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < units.length - 1) {
      amount = amount.movePointLeft(3);
      unit++;
    }
    return plain(amount) + units[unit];
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
