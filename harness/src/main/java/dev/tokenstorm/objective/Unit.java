package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.text.DurationText;
import dev.tokenstorm.text.Multiples;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Quantity;
import dev.tokenstorm.text.RateText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The unit of a figure, and how a bound of it is written. What {@link #print} writes, {@link
 * #parse} reads back as the same number.
 */
public enum Unit implements Keyed {
  SECONDS("seconds", "a duration such as 50ms, 1.5s or 1m30s"),
  PER_SECOND("per_second", "a rate such as 200/s, 5k/s or 90/m"),
  COUNT("count", "a number such as 0, 2.5 or 10k"),
  RATIO("ratio", "a share such as 5% or 0.05"),
  BYTES("bytes", "an amount of memory such as 500MB or 2GiB"),
  BYTES_PER_SECOND("bytes_per_second", "a rate of memory such as 100MB/s");

  private static final List<Map.Entry<String, Integer>> SECONDS_OF_LARGE_UNITS =
      List.of(Map.entry("h", 3_600), Map.entry("m", 60));

  private final String key;
  private final String example;

  Unit(String key, String example) {
    this.key = key;
    this.example = example;
  }

  /** Its name in files. */
  @Override
  public String key() {
    return key;
  }

  /** What a bound looks like, for messages: {@code a duration such as 50ms or 1.5s}. */
  public String example() {
    return example;
  }

  /** Reads a number of this unit; empty for a text that is none. */
  public OptionalDouble parse(String text) {
    return switch (this) {
      case SECONDS -> seconds(text);
      case PER_SECOND -> RateText.perSecond(text, Multiples.THINGS);
      case COUNT -> number(Quantity.of(text).flatMap(Multiples.THINGS::of));
      case RATIO -> number(Quantity.of(text).flatMap(Unit::share));
      case BYTES -> bare(text) ? OptionalDouble.empty() : number(memory(text));
      case BYTES_PER_SECOND ->
          text.contains("/") && !bare(text)
              ? RateText.perSecond(text, Multiples.BYTES)
              : OptionalDouble.empty();
    };
  }

  private static OptionalDouble seconds(String text) {
    try {
      return OptionalDouble.of(DurationText.nanos(text).movePointLeft(9).doubleValue());
    } catch (Notation.Misfit noDuration) {
      return OptionalDouble.empty();
    }
  }

  /** A share of 1, which may be given in percent. */
  private static Optional<BigDecimal> share(Quantity quantity) {
    return switch (quantity.unit()) {
      case "" -> Optional.of(quantity.number());
      case "%" -> Optional.of(quantity.number().movePointLeft(2));
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> memory(String text) {
    return Quantity.of(text).flatMap(Multiples.BYTES::of);
  }

  /** Whether nothing says that the number is one of bytes: the figures' names do not. */
  private static boolean bare(String text) {
    return Quantity.of(text)
        .filter(quantity -> quantity.unit().isEmpty() || quantity.unit().startsWith("/"))
        .isPresent();
  }

  private static OptionalDouble number(Optional<BigDecimal> number) {
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
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
    for (Map.Entry<String, Integer> large : SECONDS_OF_LARGE_UNITS) {
      BigDecimal[] whole = seconds.divideAndRemainder(BigDecimal.valueOf(large.getValue()));
      if (whole[1].signum() == 0) {
        return plain(whole[0]) + large.getKey();
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
