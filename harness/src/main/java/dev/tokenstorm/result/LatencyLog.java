package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes the latencies of every interval as an HdrHistogram log, version 1.3, with one tag for each
 * latency.
 *
 * <p>Latencies of the warm-up's workflows have tags that begin with {@code warmup_}. The log is
 * flushed after each interval. A latency that was not recorded in an interval has no line.
 */
final class LatencyLog implements Closeable {
  /** Prefix of the tags of what warm-up workflows recorded. */
  static final String WARMUP = "warmup_";

  /**
   * Command that prints the percentiles of one latency; the jar of Tokenstorm contains
   * HdrHistogram.
   */
  static final String COMMAND =
      "java -cp tokenstorm.jar org.HdrHistogram.HistogramLogProcessor -i latency.hlog"
          + " -tag completion_call";

  private final PrintStream stream;
  private final CheckedStream checked;
  private final HistogramLogWriter log;
  private final Set<Latency> latencies;

  LatencyLog(OutputStream out, Instant start, Set<Latency> latencies) throws IOException {
    this(out, latencies);
    log.outputComment("[Tokenstorm latencies, one tag each; values are nanoseconds, and the");
    log.outputComment(" column Interval_Max is in milliseconds (maxValueUnitRatio 1000000).");
    log.outputComment(
        " HdrHistogram's log processor fails on lines with a tag unless it is told which,");
    log.outputComment(" and -listtags in its place lists them; what it prints is in milliseconds:");
    log.outputComment("  " + COMMAND + "]");
    log.outputLogFormatVersion();
    log.outputStartTime(start.toEpochMilli());
    log.setBaseTime(start.toEpochMilli());
    log.outputLegend();
    flush();
  }

  private LatencyLog(OutputStream out, Set<Latency> latencies) {
    checked = new CheckedStream(out);
    stream = new PrintStream(new BufferedOutputStream(checked), false, StandardCharsets.UTF_8);
    log = new HistogramLogWriter(stream);
    this.latencies = latencies;
  }

  /** Goes on with a log of the same latencies. */
  static LatencyLog goOn(OutputStream out, Set<Latency> latencies) {
    return new LatencyLog(out, latencies);
  }

  void write(Interval interval) throws IOException {
    write(interval, WARMUP, interval.latencies().warmup());
    write(interval, "", interval.latencies().measured());
    flush();
  }

  @Override
  public void close() throws IOException {
    stream.close();
    checked.check();
  }

  private void write(Interval interval, String prefix, Map<Latency, Histogram> recorded) {
    for (Latency latency : latencies) {
      Histogram histogram = recorded.get(latency);
      if (histogram != null && histogram.getTotalCount() > 0) {
        Histogram tagged = histogram.copy();
        tagged.setTag(prefix + latency.key());
        log.outputIntervalHistogram(
            Nanos.toSeconds(interval.startNanos()),
            Nanos.toSeconds(interval.startNanos() + interval.lengthNanos()),
            tagged,
            Nanos.PER_MILLI);
      }
    }
  }

  private void flush() throws IOException {
    stream.flush();
    checked.check();
  }
}
