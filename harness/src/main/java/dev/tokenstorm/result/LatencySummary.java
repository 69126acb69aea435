package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Statistic;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * The main figures of a histogram, in seconds. All figures of an empty histogram are zero, and
 * files leave them out.
 *
 * @param count how many values were recorded
 * @param p999 the 99.9th percentile
 * @param p9999 the 99.99th percentile
 */
public record LatencySummary(
    long count,
    double min,
    double mean,
    double p50,
    double p75,
    double p90,
    double p95,
    double p99,
    double p999,
    double p9999,
    double max) {
  /** Returns the figures of a histogram of nanoseconds. */
  public static LatencySummary of(Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return new LatencySummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    return new LatencySummary(
        nanos.getTotalCount(),
        Nanos.toSeconds(nanos.getMinValue()),
        Nanos.toSeconds(nanos.getMean()),
        seconds(nanos, 50),
        seconds(nanos, 75),
        seconds(nanos, 90),
        seconds(nanos, 95),
        seconds(nanos, 99),
        seconds(nanos, 99.9),
        seconds(nanos, 99.99),
        Nanos.toSeconds(nanos.getMaxValue()));
  }

  /** Returns one of the figures; empty if nothing was recorded, except for the count. */
  public OptionalDouble get(Statistic statistic) {
    if (statistic == Statistic.COUNT) {
      return OptionalDouble.of(count);
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(ofValues(statistic));
  }

  private double ofValues(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> count;
      case MIN -> min;
      case MEAN -> mean;
      case P50 -> p50;
      case P75 -> p75;
      case P90 -> p90;
      case P95 -> p95;
      case P99 -> p99;
      case P999 -> p999;
      case P9999 -> p9999;
      case MAX -> max;
    };
  }

  private static double seconds(Histogram nanos, double percentile) {
    return Nanos.toSeconds(nanos.getValueAtPercentile(percentile));
  }
}
