package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Nanos;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Sums a figure that some intervals lack. The sum is empty until an interval has the figure. */
final class OptionalTotal {
  private boolean known;
  private long total;
  private long max;

  void add(OptionalLong inInterval) {
    if (inInterval.isPresent()) {
      known = true;
      total += inInterval.getAsLong();
      max = Math.max(max, inInterval.getAsLong());
    }
  }

  void add(OptionalTotal other) {
    known |= other.known;
    total += other.total;
    max = Math.max(max, other.max);
  }

  OptionalLong total() {
    return known ? OptionalLong.of(total) : OptionalLong.empty();
  }

  OptionalDouble totalSeconds() {
    return seconds(total);
  }

  OptionalDouble maxSeconds() {
    return seconds(max);
  }

  private OptionalDouble seconds(long nanos) {
    return known ? OptionalDouble.of(Nanos.toSeconds(nanos)) : OptionalDouble.empty();
  }
}
