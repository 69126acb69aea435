package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.ProcessSample;
import java.util.OptionalLong;

/** Sums of what the process did, interval by interval. Thread-safe. */
final class ProcessTotals {
  private static final double NANOS_PER_SECOND = 1e9;

  private final LatencyBuckets hiccups = new LatencyBuckets();
  private long cpuNanos;
  private OptionalLong allocatedBytes = OptionalLong.of(0);
  private OptionalLong gcPauseNanos = OptionalLong.of(0);
  private OptionalLong safepointNanos = OptionalLong.of(0);

  synchronized void add(ProcessSample sample) {
    cpuNanos += sample.cpuNanos();
    allocatedBytes = sum(allocatedBytes, sample.allocatedBytes());
    gcPauseNanos = sum(gcPauseNanos, sample.gcPauseNanos());
    safepointNanos = sum(safepointNanos, sample.safepointNanos());
    hiccups.add(sample.hiccups());
  }

  synchronized void collect(Families families) {
    families.counter(MetricFamily.CPU, cpuNanos / NANOS_PER_SECOND);
    allocatedBytes.ifPresent(bytes -> families.counter(MetricFamily.ALLOCATED, bytes));
    gcPauseNanos.ifPresent(
        nanos -> families.counter(MetricFamily.GC_PAUSE, nanos / NANOS_PER_SECOND));
    safepointNanos.ifPresent(
        nanos -> families.counter(MetricFamily.SAFEPOINT, nanos / NANOS_PER_SECOND));
    families.histogram(MetricFamily.HICCUP, hiccups);
  }

  /** A sum with a part that the JVM cannot give is itself unknown. */
  private static OptionalLong sum(OptionalLong total, OptionalLong part) {
    return total.isPresent() && part.isPresent()
        ? OptionalLong.of(total.getAsLong() + part.getAsLong())
        : OptionalLong.empty();
  }
}
