package dev.tokenstorm.text;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The letters behind a number, and what each multiplies it by, wherever such a number is written.
 * Immutable.
 */
public final class Multiples {
  /** Of things: {@code 10k} is 10,000, and {@code 10M} is 10,000,000. */
  public static final Multiples THINGS = new Multiples(things());

  /** Of bytes: {@code 4K} and {@code 4KB} are 4,000, and {@code 4KiB} is 4,096. */
  public static final Multiples BYTES = new Multiples(bytes());

  private final Map<String, BigDecimal> factors;

  private Multiples(Map<String, BigDecimal> factors) {
    this.factors = Map.copyOf(factors);
  }

  /** A quantity's number, multiplied; empty for a unit that is none of these. */
  public Optional<BigDecimal> of(Quantity quantity) {
    return Optional.ofNullable(factors.get(quantity.unit())).map(quantity.number()::multiply);
  }

  private static Map<String, BigDecimal> things() {
    Map<String, BigDecimal> factors = new HashMap<>(Map.of("", BigDecimal.ONE));
    factors.put("k", power(1_000, 1));
    factors.put("K", power(1_000, 1));
    factors.put("M", power(1_000, 2));
    factors.put("G", power(1_000, 3));
    return factors;
  }

  private static Map<String, BigDecimal> bytes() {
    Map<String, BigDecimal> factors = new HashMap<>(Map.of("", BigDecimal.ONE));
    factors.put("B", BigDecimal.ONE);
    String prefixes = "KMGTP";
    for (int i = 0; i < prefixes.length(); i++) {
      String prefix = prefixes.substring(i, i + 1);
      factors.put(prefix, power(1_000, i + 1));
      factors.put(prefix + "B", power(1_000, i + 1));
      factors.put(prefix + "i", power(1_024, i + 1));
      factors.put(prefix + "iB", power(1_024, i + 1));
    }
    factors.put("k", power(1_000, 1));
    factors.put("kB", power(1_000, 1));
    return factors;
  }

  private static BigDecimal power(long base, int exponent) {
    return BigDecimal.valueOf(base).pow(exponent);
  }
}
