package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.OptionalLong;

/** Sums what the process did, over all intervals. Thread-safe. */
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
   * Sum of a figure that the JVM may not tell. While its flight recorder starts, the figure is
   * unknown; on a busy machine this takes longer than the first interval. An unknown figure is not
   * shown as zero.
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
