package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.OptionalLong;

/** Sums of what the process did, interval by interval. Thread-safe. */
final class ProcessTotals {
  private final LatencyBuckets hiccups = new LatencyBuckets();
  private long cpuNanos;
  private final Sum allocatedBytes = new Sum();
  private final Sum gcPauseNanos = new Sum();
  private final Sum safepointNanos = new Sum();

  synchronized void add(ProcessSample sample) {
    cpuNanos += sample.cpuNanos();
    allocatedBytes.add(sample.allocatedBytes());
    gcPauseNanos.add(sample.gcPauseNanos());
    safepointNanos.add(sample.safepointNanos());
    hiccups.add(sample.hiccups());
  }

  synchronized void collect(Families families) {
    families.counter(MetricFamily.CPU, Nanos.toSeconds(cpuNanos));
    allocatedBytes.collect(families, MetricFamily.ALLOCATED, 1);
    gcPauseNanos.collect(families, MetricFamily.GC_PAUSE, Nanos.PER_SECOND);
    safepointNanos.collect(families, MetricFamily.SAFEPOINT, Nanos.PER_SECOND);
    families.histogram(MetricFamily.HICCUP, hiccups);
  }

  /**
   * A sum of what the JVM tells. It tells nothing while its flight recorder starts, which on a busy
   * machine takes longer than the first interval; what it never tells is not shown as zero.
   */
  private static final class Sum {
    private long known;
    private boolean shown = true;

    void add(OptionalLong part) {
      shown = part.isPresent();
      known += part.orElse(0);
    }

    void collect(Families families, MetricFamily family, double unit) {
      if (shown) {
        families.counter(family, known / unit);
      }
    }
  }
}
