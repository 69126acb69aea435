package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Reads what is counted at one moment. This thread may be held up between the counts and the clock
 * while others go on counting, and then the counts would belong to a time that nobody knows. So
 * they are read between two readings of the clock, and again if these lie apart.
 *
 * @param <T> what is read
 */
final class MomentReader<T> {
  /** A hundredth of an interval, and far more than a reading takes. */
  private static final long GRAIN_NANOS = Duration.ofMillis(10).toNanos();

  /** A host that holds this thread up more often than that has no better reading to give. */
  private static final int MOST_READINGS = 5;

  private final NanoClock clock;
  private final Supplier<T> source;

  MomentReader(NanoClock clock, Supplier<T> source) {
    this.clock = clock;
    this.source = source;
  }

  /**
   * A value and when it was read.
   *
   * @param nanos the clock right after it
   */
  record Read<T>(T value, long nanos) {}

  /** Reads. */
  Read<T> read() {
    int readings = 0;
    while (true) {
      long before = clock.nanoTime();
      T value = source.get();
      long after = clock.nanoTime();
      readings++;
      if (after - before <= GRAIN_NANOS || readings == MOST_READINGS) {
        return new Read<>(value, after);
      }
    }
  }
}
