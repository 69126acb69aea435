package dev.tokenstorm.text;

import java.util.Locale;
import java.util.OptionalDouble;

/** Writes figures as people read them: with three significant digits and a fitting unit. */
public final class Humanize {
  /** What is written for an unknown figure. */
  public static final String UNKNOWN = "–";

  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Humanize() {}

  /** Returns a count, such as {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a count and its noun, such as {@code 1 token} or {@code 2 tokens}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a rate, such as {@code 4.05/s} or {@code 12,345/s}. */
  public static String rate(double perSecond) {
    return digits(perSecond) + "/s";
  }

  /** Returns a rate, or {@link #UNKNOWN}. */
  public static String rate(OptionalDouble perSecond) {
    return perSecond.isPresent() ? rate(perSecond.getAsDouble()) : UNKNOWN;
  }

  /** Returns a number with three significant digits, and without decimals above 99.95. */
  public static String digits(double number) {
    double size = Math.abs(number);
    if (size >= 99.95 || number == 0) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : "%.2f", number);
  }

  /**
   * Returns a duration, such as {@code 812 µs}, {@code 1.24 ms}, {@code 4.05 s} or {@code 2m 05s}.
   */
  public static String seconds(double seconds) {
    if (seconds == 0) {
      return "0 s";
    }
    if (seconds < 0.0009995) {
      return digits(seconds * 1e6) + " µs";
    }
    if (seconds < 0.9995) {
      return digits(seconds * 1e3) + " ms";
    }
    if (seconds < 119.5) {
      return digits(seconds) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%,dh %02dm", whole / 3600, whole % 3600 / 60);
  }

  /** Returns a duration, or {@link #UNKNOWN}. */
  public static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? seconds(seconds.getAsDouble()) : UNKNOWN;
  }

  /** Returns a share as a percentage, such as {@code 4.05 %}. */
  public static String percent(double ratio) {
    return digits(ratio * 100) + " %";
  }

  /** Returns an amount of memory, in powers of a thousand, such as {@code 3.20 GB}. */
  public static String bytes(double bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 999.5 && unit < BYTE_UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    String digits = unit == 0 ? String.format(Locale.ROOT, "%.0f", amount) : digits(amount);
    return digits + " " + BYTE_UNITS[unit];
  }
}
