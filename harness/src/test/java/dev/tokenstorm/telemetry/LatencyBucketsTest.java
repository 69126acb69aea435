package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Labels;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
  private static final long MILLISECOND = 1_000_000;

  private final LatencyBuckets buckets = new LatencyBuckets();

  @Test
  void a_value_is_counted_in_the_first_bucket_that_holds_it() {
    buckets.add(of(50_000, 5 * MILLISECOND, 90_000 * MILLISECOND));

    ClassicHistogramBuckets counted = buckets.snapshot(Labels.EMPTY).getClassicBuckets();

    assertThat(counted.stream().filter(bucket -> bucket.getCount() > 0))
        .extracting(bucket -> bucket.getUpperBound())
        .containsExactly(0.0001, 0.0063, Double.POSITIVE_INFINITY);
  }

  @Test
  void intervals_add_up_in_count_and_sum() {
    buckets.add(of(2 * MILLISECOND, 3 * MILLISECOND));
    buckets.add(of());
    buckets.add(of(10 * MILLISECOND));

    assertThat(buckets.snapshot(Labels.EMPTY).getCount()).isEqualTo(3);
    assertThat(buckets.snapshot(Labels.EMPTY).getSum()).isCloseTo(0.015, within(0.000015));
  }

  private static Histogram of(long... nanos) {
    Histogram histogram = new Histogram(3);
    for (long value : nanos) {
      histogram.recordValue(value);
    }
    return histogram;
  }
}
