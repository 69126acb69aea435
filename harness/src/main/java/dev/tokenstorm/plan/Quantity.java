package dev.tokenstorm.plan;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal number and what follows it.
 *
 * @param unit the rest of the text as it is written; empty when there is none
 */
record Quantity(BigDecimal number, String unit) {
  /** Longer texts are no quantity, so that a hostile one costs no arithmetic. */
  private static final int LONGEST = 60;

  private static final Pattern PATTERN =
      Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?) ?([^0-9 .+-][^ ]*)?");

  /** Takes a text apart; empty when it does not begin with a number. */
  static Optional<Quantity> of(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    String unit = Optional.ofNullable(matcher.group(2)).orElse("");
    return Optional.of(new Quantity(new BigDecimal(matcher.group(1)), unit));
  }

  /** Whether the number lies between two others, both included. */
  boolean within(BigDecimal from, BigDecimal to) {
    return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
  }

  /** The number in another unit. */
  Quantity times(BigDecimal factor) {
    return new Quantity(number.multiply(factor), "");
  }
}
