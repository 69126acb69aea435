package dev.tokenstorm.measurement;

import java.util.function.LongSupplier;

/**
 * Reads a counter of CPU time, each time between two readings of the clock.
 *
 * <p>The reading thread may be held up anywhere between these readings while other threads go on.
 * So the CPU time since the last reading was used within a known span: from before the last reading
 * to after this one. For one thread.
 */
final class CpuMeter {
  private final NanoClock clock;
  private final LongSupplier cpuNanos;
  private long lastBeforeNanos;
  private long lastCpuNanos;

  /**
   * Takes the first reading.
   *
   * @param cpuNanos CPU time used so far, in nanoseconds
   */
  CpuMeter(NanoClock clock, LongSupplier cpuNanos) {
    this.clock = clock;
    this.cpuNanos = cpuNanos;
    lastBeforeNanos = clock.nanoTime();
    lastCpuNanos = cpuNanos.getAsLong();
  }

  /**
   * CPU time used since the last reading.
   *
   * @param cpuNanos the CPU time, in nanoseconds
   * @param fromNanos the clock before the last reading
   * @param toNanos the clock after this reading
   */
  record Used(long cpuNanos, long fromNanos, long toNanos) {}

  /**
   * Returns what was used since the last reading. Successive spans overlap by the length of a
   * reading.
   */
  Used sinceLast() {
    long before = clock.nanoTime();
    long cpu = cpuNanos.getAsLong();
    long after = clock.nanoTime();
    Used used = new Used(cpu - lastCpuNanos, lastBeforeNanos, after);
    lastBeforeNanos = before;
    lastCpuNanos = cpu;
    return used;
  }
}
