package dev.tokenstorm.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal number and what follows it. Commas may group the digits before the point in threes, as
 * summaries print them.
 *
 * @param unit the rest of the text as it is written; empty when there is none
 */
public record Quantity(BigDecimal number, String unit) {
  /** Digits without a sign. A number begins and ends with one, since a range has dots as well. */
  static final String DIGITS = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?";

  /** Longer texts are no quantity, so that a hostile one costs no arithmetic. */
  private static final int LONGEST = 60;

  private static final Pattern PATTERN =
      Pattern.compile("([+-]?" + DIGITS + ") ?([^0-9 .,+-][^ ]*)?");

  /** Takes a text apart; empty when it does not begin with a number. */
  public static Optional<Quantity> of(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (tooLong(text) || !matcher.matches()) {
      return Optional.empty();
    }
    String unit = Optional.ofNullable(matcher.group(2)).orElse("");
    return Optional.of(new Quantity(number(matcher.group(1)), unit));
  }

  /** Whether a text is too long to be a quantity. */
  static boolean tooLong(String text) {
    return text.length() > LONGEST;
  }

  /** The number that {@link #DIGITS}, and perhaps a sign before them, stand for. */
  static BigDecimal number(String digits) {
    return new BigDecimal(digits.replace(",", ""));
  }
}
