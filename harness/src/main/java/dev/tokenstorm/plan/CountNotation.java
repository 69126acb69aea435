package dev.tokenstorm.plan;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Whole numbers within bounds, optionally with a unit that multiplies: {@code 2k}, {@code 4KiB}.
 */
final class CountNotation implements Notation<Long> {
  private static final Map<String, Long> THOUSANDS =
      Map.of("", 1L, "k", 1_000L, "K", 1_000L, "M", 1_000_000L);

  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "k",
          1_000L,
          "kB",
          1_000L,
          "M",
          1_000_000L,
          "MB",
          1_000_000L,
          "KiB",
          1_024L,
          "MiB",
          1_048_576L);

  private final long from;
  private final long to;
  private final Map<String, Long> units;
  private final String kind;

  private CountNotation(long from, long to, Map<String, Long> units, String kind) {
    this.from = from;
    this.to = to;
    this.units = units;
    this.kind = kind;
  }

  /** Numbers of things: {@code 2000}, {@code 2k}, {@code 1M}. */
  static Notation<Long> between(long from, long to) {
    return new CountNotation(from, to, THOUSANDS, "a whole number such as 2000, 2k or 1M");
  }

  /** As {@link #between}, for what fits an {@code int}. */
  static Notation<Integer> ints(int from, int to) {
    return narrowed(between(from, to));
  }

  /** Numbers of bytes: {@code 512}, {@code 4k} (4,000), {@code 4KiB} (4,096). */
  static Notation<Integer> bytes(int from, int to) {
    return narrowed(
        new CountNotation(from, to, BYTES, "a number of bytes such as 512, 4k or 4KiB"));
  }

  @Override
  public Long parse(String text) throws Misfit {
    Quantity count =
        Quantity.of(text)
            .filter(quantity -> units.containsKey(quantity.unit()))
            .map(quantity -> quantity.times(factor(quantity.unit())))
            .orElseThrow(() -> new Misfit("must be " + kind));
    if (!count.within(BigDecimal.valueOf(from), BigDecimal.valueOf(to))) {
      throw new Misfit("must be between " + from + " and " + to);
    }
    try {
      return count.number().longValueExact();
    } catch (ArithmeticException fraction) {
      throw new Misfit("must be " + kind);
    }
  }

  @Override
  public String print(Long value) {
    return value.toString();
  }

  private BigDecimal factor(String unit) {
    return BigDecimal.valueOf(units.getOrDefault(unit, 1L));
  }

  private static Notation<Integer> narrowed(Notation<Long> wide) {
    return new Notation<>() {
      @Override
      public Integer parse(String text) throws Misfit {
        return Math.toIntExact(wide.parse(text));
      }

      @Override
      public String print(Integer value) {
        return value.toString();
      }
    };
  }
}
