package dev.tokenstorm.measurement;

import java.util.function.LongSupplier;

/**
 * Reads a counter of CPU time between two readings of the clock, because this thread may be held up
 * anywhere between them while others go on. So what was used since the last reading was used within
 * a span that is known: from before that one to after this one. For one thread.
 */
final class CpuMeter {
  private final NanoClock clock;
  private final LongSupplier cpuNanos;
  private long lastBeforeNanos;
  private long lastCpuNanos;

  /**
   * Takes the first reading.
   *
   * @param cpuNanos CPU time used so far
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
   * @param fromNanos the clock before the last reading
   * @param toNanos the clock after this one
   */
  record Used(long cpuNanos, long fromNanos, long toNanos) {}

  /** What was used since the last reading; spans of readings in turn overlap by a reading. */
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
