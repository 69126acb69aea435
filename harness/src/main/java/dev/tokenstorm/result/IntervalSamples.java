package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * Joins intervals that follow each other: counts and histograms are added, and of levels the
 * highest is kept.
 */
public final class IntervalSamples {
  private IntervalSamples() {}

  /** Joins two intervals of one phase. Neither is changed. */
  public static IntervalSample join(IntervalSample first, IntervalSample second) {
    return new IntervalSample(
        first.startSeconds(),
        second.endSeconds() - first.startSeconds(),
        first.phase(),
        first.workflows() + second.workflows(),
        first.completed() + second.completed(),
        first.failed() + second.failed(),
        first.cancelled() + second.cancelled(),
        first.dropped() + second.dropped(),
        first.errors() + second.errors(),
        PhaseTotals.highest(first.gauges(), second.gauges()),
        first.processFromSeconds(),
        second.processToSeconds(),
        first.cpuSeconds() + second.cpuSeconds(),
        sum(first.allocatedBytes(), second.allocatedBytes()),
        sum(first.gcPauseSeconds(), second.gcPauseSeconds()),
        sum(first.safepointSeconds(), second.safepointSeconds()),
        Math.max(first.hiccupMaxSeconds(), second.hiccupMaxSeconds()),
        new Latencies(
            sum(first.latencies().measured(), second.latencies().measured()),
            sum(first.latencies().warmup(), second.latencies().warmup())));
  }

  /** Returns the sum of two histograms. Neither is changed. */
  static Histogram sum(Histogram one, Histogram other) {
    Histogram sum = one.copy();
    sum.add(other);
    return sum;
  }

  private static Map<Latency, Histogram> sum(
      Map<Latency, Histogram> one, Map<Latency, Histogram> other) {
    Map<Latency, Histogram> sum = new EnumMap<>(Latency.class);
    sum.putAll(one);
    other.forEach((latency, histogram) -> sum.merge(latency, histogram, IntervalSamples::sum));
    sum.values().removeIf(histogram -> histogram.getTotalCount() == 0);
    return sum;
  }

  private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
    return one.isEmpty() && other.isEmpty()
        ? one
        : OptionalDouble.of(one.orElse(0) + other.orElse(0));
  }
}
