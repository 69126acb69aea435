package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.StoredHistogram;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * Reads what {@link LatencyLog} wrote, interval by interval. A log that breaks off, or whose next
 * line is no histogram of a run, is read up to there. For one thread.
 */
final class LatencyLogReader implements Closeable {
  /**
   * Largest error of a time in the log, in milliseconds: start and length are rounded to
   * milliseconds separately.
   */
  private static final double TOLERANCE_MILLIS = 2;

  private final InputStream in;
  private final HistogramLogReader log;
  private Optional<Histogram> next;

  LatencyLogReader(Path file) throws IOException {
    in = new BufferedInputStream(WholeLines.open(file));
    log = new HistogramLogReader(in);
    next = read();
  }

  /**
   * Returns what was recorded in an interval, and in earlier ones that were not asked for.
   *
   * @param start of the interval, in seconds from the run's start
   * @param end of the interval, in seconds from the run's start
   */
  Latencies between(double start, double end) {
    Map<Latency, Histogram> measured = new EnumMap<>(Latency.class);
    Map<Latency, Histogram> warmup = new EnumMap<>(Latency.class);
    while (next.isPresent() && belongs(next.get(), start, end)) {
      String tag = Optional.ofNullable(next.get().getTag()).orElse("");
      boolean warm = tag.startsWith(LatencyLog.WARMUP);
      String key = warm ? tag.substring(LatencyLog.WARMUP.length()) : tag;
      Optional<Latency> latency = Keyed.find(Latency.class, key);
      if (latency.isPresent()) {
        Optional<Histogram> histogram = StoredHistogram.own(next.get());
        if (histogram.isEmpty()) {
          next = Optional.empty();
          break;
        }
        (warm ? warmup : measured).merge(latency.get(), histogram.get(), IntervalSamples::sum);
      }
      next = read();
    }
    return new Latencies(measured, warmup);
  }

  @Override
  public void close() throws IOException {
    log.close();
    in.close();
  }

  private boolean belongs(Histogram histogram, double start, double end) {
    double base = log.getStartTimeSec() * 1e3;
    return histogram.getStartTimeStamp() - base <= start * 1e3 + TOLERANCE_MILLIS
        && histogram.getEndTimeStamp() - base <= end * 1e3 + TOLERANCE_MILLIS;
  }

  private Optional<Histogram> read() {
    try {
      for (EncodableHistogram read = log.nextIntervalHistogram();
          read != null;
          read = log.nextIntervalHistogram()) {
        if (read instanceof Histogram histogram) {
          return Optional.of(histogram);
        }
      }
      return Optional.empty();
    } catch (RuntimeException damaged) {
      // The library has no exception of its own for what is damaged, and throws a dozen others.
      return Optional.empty();
    }
  }
}
