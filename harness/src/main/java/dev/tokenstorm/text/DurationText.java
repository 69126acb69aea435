package dev.tokenstorm.text;

import dev.tokenstorm.text.Notation.Misfit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as they are written everywhere: a number with a unit, or a sum of such, as Go's
 * duration grammar and this program's own summaries have them ({@code 1h30m}, {@code 2m 05s}). The
 * larger unit comes first and each comes once, because another order is more likely a mistake.
 */
public final class DurationText {
  /** Nanoseconds of each unit that is printed, the largest first. */
  static final Map<String, Long> PRINTED = printed();

  private static final long DAY = 86_400_000_000_000L;

  /** Microseconds have three spellings: the micro sign, the Greek letter, and {@code us}. */
  private static final Map<String, Long> READ = read();

  private static final String ONE = "(" + Quantity.DIGITS + ") ?([^0-9 .,+-]+)";
  private static final Pattern TERM = Pattern.compile(ONE);
  private static final Pattern SUM = Pattern.compile("[+-]?" + ONE + "(?: ?" + ONE + ")*");
  private static final Pattern ZERO = Pattern.compile("[+-]?0{1,9}(?:\\.0{1,9})?");

  private DurationText() {}

  /**
   * Reads a length of time, in nanoseconds; zero needs no unit.
   *
   * @throws Misfit when the text is none, or a sum in another order
   */
  public static BigDecimal nanos(String text) throws Misfit {
    if (ZERO.matcher(text).matches()) {
      return BigDecimal.ZERO;
    }
    if (Quantity.tooLong(text) || !SUM.matcher(text).matches()) {
      throw noDuration();
    }
    BigDecimal sum = BigDecimal.ZERO;
    long larger = Long.MAX_VALUE;
    Matcher term = TERM.matcher(text);
    while (term.find()) {
      Long unit = READ.get(term.group(2));
      if (unit == null) {
        throw noDuration();
      }
      if (unit >= larger) {
        throw new Misfit("must be a duration with its larger units first, as in 1h30m");
      }
      larger = unit;
      sum = sum.add(Quantity.number(term.group(1)).multiply(BigDecimal.valueOf(unit)));
    }
    return text.startsWith("-") ? sum.negate() : sum;
  }

  private static Misfit noDuration() {
    return new Misfit("must be a duration with a unit, such as 500ms, 1.5s, 2m or 1h30m");
  }

  private static Map<String, Long> printed() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("h", 3_600_000_000_000L);
    units.put("m", 60_000_000_000L);
    units.put("s", TimeUnit.SECONDS.toNanos(1));
    units.put("ms", 1_000_000L);
    units.put("us", 1_000L);
    units.put("ns", 1L);
    return units;
  }

  private static Map<String, Long> read() {
    Map<String, Long> units = new HashMap<>(PRINTED);
    units.put("w", 7 * DAY);
    units.put("d", DAY);
    units.put("\u00B5s", 1_000L);
    units.put("\u03BCs", 1_000L);
    // What a JVM makes of either sign's two bytes where the locale is not one of UTF-8.
    units.put("\uFFFD\uFFFDs", 1_000L);
    return units;
  }
}
