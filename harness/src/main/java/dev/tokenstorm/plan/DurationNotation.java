package dev.tokenstorm.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Durations within bounds: {@code 500ms}, {@code 1.5s}, {@code 2m}; zero needs no unit. They are
 * kept to the nanosecond.
 */
public final class DurationNotation implements Notation<Duration> {
  private static final Map<String, Long> NANOS = units();

  private final Duration from;
  private final Duration to;

  private DurationNotation(Duration from, Duration to) {
    this.from = from;
    this.to = to;
  }

  static DurationNotation between(Duration from, Duration to) {
    return new DurationNotation(from, to);
  }

  /** From zero up. */
  static DurationNotation upTo(Duration to) {
    return between(Duration.ZERO, to);
  }

  @Override
  public Duration parse(String text) throws Misfit {
    Quantity quantity = Quantity.of(text).orElseThrow(DurationNotation::noDuration);
    boolean bareZero = quantity.unit().isEmpty() && quantity.number().signum() == 0;
    if (!bareZero && !NANOS.containsKey(quantity.unit())) {
      throw noDuration();
    }
    Quantity nanos = quantity.times(BigDecimal.valueOf(NANOS.getOrDefault(quantity.unit(), 0L)));
    if (!nanos.within(BigDecimal.valueOf(from.toNanos()), BigDecimal.valueOf(to.toNanos()))) {
      throw new Misfit("must be between " + print(from) + " and " + print(to));
    }
    return Duration.ofNanos(nanos.number().longValue());
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
    for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
      if (nanos % unit.getValue() == 0) {
        return nanos / unit.getValue() + unit.getKey();
      }
    }
    throw new AssertionError("a nanosecond divides every duration");
  }

  private static Misfit noDuration() {
    return new Misfit("must be a duration with a unit, such as 500ms, 1.5s or 2m");
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("h", 3_600_000_000_000L);
    units.put("m", 60_000_000_000L);
    units.put("s", 1_000_000_000L);
    units.put("ms", 1_000_000L);
    units.put("us", 1_000L);
    units.put("ns", 1L);
    return units;
  }
}
