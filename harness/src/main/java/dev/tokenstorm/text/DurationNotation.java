package dev.tokenstorm.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Durations within bounds: {@code 500ms}, {@code 1.5s}, {@code 1h30m}; zero needs no unit. They are
 * kept to the nanosecond.
 */
public final class DurationNotation implements Notation<Duration> {
  private final Duration from;
  private final Duration to;

  private DurationNotation(Duration from, Duration to) {
    this.from = from;
    this.to = to;
  }

  public static DurationNotation between(Duration from, Duration to) {
    return new DurationNotation(from, to);
  }

  /** From zero up. */
  public static DurationNotation upTo(Duration to) {
    return between(Duration.ZERO, to);
  }

  @Override
  public Duration parse(String text) throws Misfit {
    BigDecimal nanos = DurationText.nanos(text);
    if (nanos.compareTo(BigDecimal.valueOf(from.toNanos())) < 0
        || nanos.compareTo(BigDecimal.valueOf(to.toNanos())) > 0) {
      throw new Misfit("must be between " + print(from) + " and " + print(to));
    }
    return Duration.ofNanos(nanos.longValue());
  }

  @Override
  public String print(Duration value) {
    return text(value);
  }

  /** A duration in the largest unit that divides it. */
  public static String text(Duration value) {
    long nanos = value.toNanos();
    if (nanos == 0) {
      return "0";
    }
    for (Map.Entry<String, Long> unit : DurationText.PRINTED.entrySet()) {
      if (nanos % unit.getValue() == 0) {
        return nanos / unit.getValue() + unit.getKey();
      }
    }
    throw new AssertionError("a nanosecond divides every duration");
  }
}
