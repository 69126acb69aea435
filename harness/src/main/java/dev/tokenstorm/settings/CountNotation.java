package dev.tokenstorm.settings;

import dev.tokenstorm.text.Multiples;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.Quantity;
import java.math.BigDecimal;

/**
 * Whole numbers within bounds, optionally with one of the {@link Multiples}: {@code 2k}, {@code
 * 4KiB}.
 */
final class CountNotation implements Notation<Long> {
  private final long from;
  private final long to;
  private final Multiples multiples;
  private final String kind;

  private CountNotation(long from, long to, Multiples multiples, String kind) {
    this.from = from;
    this.to = to;
    this.multiples = multiples;
    this.kind = kind;
  }

  /** Numbers of things: {@code 2000}, {@code 2k}, {@code 1M}. */
  static Notation<Long> between(long from, long to) {
    return new CountNotation(from, to, Multiples.THINGS, "a whole number such as 2000, 2k or 1M");
  }

  /** As {@link #between}, for what fits an {@code int}. */
  static Notation<Integer> ints(int from, int to) {
    return narrowed(between(from, to));
  }

  /** Numbers of bytes: {@code 512}, {@code 4KB} (4,000), {@code 4KiB} (4,096). */
  static Notation<Integer> bytes(int from, int to) {
    return narrowed(
        new CountNotation(
            from,
            to,
            Multiples.BYTES,
            "a number of bytes such as 512, 4KB (4,000) or 4KiB (4,096)"));
  }

  @Override
  public Long parse(String text) throws Misfit {
    BigDecimal count =
        Quantity.of(text).flatMap(multiples::of).orElseThrow(() -> new Misfit("must be " + kind));
    if (count.compareTo(BigDecimal.valueOf(from)) < 0
        || count.compareTo(BigDecimal.valueOf(to)) > 0) {
      throw new Misfit("must be between " + from + " and " + to);
    }
    try {
      return count.longValueExact();
    } catch (ArithmeticException fraction) {
      throw new Misfit("must be " + kind);
    }
  }

  @Override
  public String print(Long value) {
    return value.toString();
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
