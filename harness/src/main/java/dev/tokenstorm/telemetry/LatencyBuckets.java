package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.Nanos;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A Prometheus histogram that is fed with interval histograms of nanoseconds. Thread-safe; memory
 * is fixed; a count never goes down.
 *
 * <p>Bounds are five per decade, the preferred numbers R5 of ISO 3. So the rows of a heatmap have
 * one height, and a quantile read from the buckets is off by a factor of at most 1.6. The sum is as
 * exact as the interval histograms.
 */
final class LatencyBuckets {
  /** Upper bounds in seconds, from 100 µs to 60 s; the last bucket has no bound. */
  private static final double[] BOUNDS_SECONDS = {
    0.0001,
    0.00016,
    0.00025,
    0.0004,
    0.00063,
    0.001,
    0.0016,
    0.0025,
    0.004,
    0.0063,
    0.01,
    0.016,
    0.025,
    0.04,
    0.063,
    0.1,
    0.16,
    0.25,
    0.4,
    0.63,
    1,
    1.6,
    2.5,
    4,
    6.3,
    10,
    16,
    25,
    40,
    60,
    Double.POSITIVE_INFINITY
  };

  private final long[] counts = new long[BOUNDS_SECONDS.length];
  private double sumSeconds;

  /** Returns the upper bounds of all buckets but the last, which has none. */
  static Duration[] finiteBounds() {
    return Arrays.stream(BOUNDS_SECONDS, 0, BOUNDS_SECONDS.length - 1)
        .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * Nanos.PER_SECOND)))
        .toArray(Duration[]::new);
  }

  /** Adds what one interval recorded, in nanoseconds. */
  synchronized void add(Histogram nanos) {
    for (HistogramIterationValue recorded : nanos.recordedValues()) {
      long count = recorded.getCountAddedInThisIterationStep();
      double seconds = Nanos.toSeconds(nanos.medianEquivalentValue(recorded.getValueIteratedTo()));
      int found = Arrays.binarySearch(BOUNDS_SECONDS, seconds);
      counts[found >= 0 ? found : -found - 1] += count;
      sumSeconds += seconds * count;
    }
  }

  /** Returns what was added so far. */
  synchronized HistogramDataPointSnapshot snapshot(Labels labels) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts))
        .sum(sumSeconds)
        .labels(labels)
        .build();
  }
}
