package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * A window is a part of the measured phase, one of many of equal length.
 *
 * @param seconds length of the window
 * @param workflowsClosed workflows that closed within the window
 * @param completions tokens that a completer settled within the window
 * @param latencies of what ended within the window, whichever phase its workflow started in
 */
public record Window(
    double seconds, long workflowsClosed, long completions, Map<Latency, Sum> latencies) {
  public Window {
    latencies = Map.copyOf(latencies);
  }

  /** How many latencies were recorded, and their sum in seconds. */
  public record Sum(long count, double seconds) {
    private Sum plus(Sum other) {
      return new Sum(count + other.count, seconds + other.seconds);
    }
  }

  /**
   * Makes the window of one interval.
   *
   * @param counted what the ledger counted within the interval
   */
  static Window of(Interval interval, LedgerCounts counted) {
    Map<Latency, Sum> latencies = new EnumMap<>(Latency.class);
    add(latencies, interval.latencies().measured());
    add(latencies, interval.latencies().warmup());
    return new Window(
        Nanos.toSeconds(interval.lengthNanos()),
        Counts.closed(counted),
        Counts.answered(counted),
        latencies);
  }

  private static void add(Map<Latency, Sum> latencies, Map<Latency, Histogram> recorded) {
    recorded.forEach(
        (latency, histogram) -> {
          long count = histogram.getTotalCount();
          if (count > 0) {
            Sum sum = new Sum(count, histogram.getMean() * count / Nanos.PER_SECOND);
            latencies.merge(latency, sum, Sum::plus);
          }
        });
  }

  /** Joins this window and the next one. */
  Window plus(Window next) {
    Map<Latency, Sum> sums = new EnumMap<>(Latency.class);
    sums.putAll(latencies);
    next.latencies.forEach((latency, sum) -> sums.merge(latency, sum, Sum::plus));
    return new Window(
        seconds + next.seconds,
        workflowsClosed + next.workflowsClosed,
        completions + next.completions,
        sums);
  }

  /** Returns the mean of a latency, in seconds; empty if nothing was recorded. */
  public OptionalDouble mean(Latency latency) {
    Sum sum = latencies.get(latency);
    return sum == null ? OptionalDouble.empty() : OptionalDouble.of(sum.seconds / sum.count);
  }
}
