package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Writes intervals as CSV (RFC 4180), one row each.
 *
 * <p>Each row is written at once, so a killed run loses its last second at most. Counts are those
 * within the interval. In the warm-up, latencies are those of the warm-up's workflows; in later
 * phases, those of measured workflows. An unknown value is an empty field.
 */
final class IntervalCsv implements Closeable {
  private static final String END_OF_LINE = "\r\n";

  private final OutputStream out;
  private final Set<Latency> latencies;
  private LedgerCounts lastCounts = Counts.NONE;
  private long lastErrors;

  IntervalCsv(OutputStream out, Set<Latency> latencies) throws IOException {
    this.out = out;
    this.latencies = latencies;
    writeRow(header());
  }

  void write(Interval interval) throws IOException {
    LedgerCounts counts = Counts.between(lastCounts, interval.counts());
    long errors = Counts.errors(interval.rpc());
    List<String> row = new ArrayList<>();
    row.add(String.valueOf(interval.index()));
    row.add(interval.start().toString());
    row.add(seconds(interval.startNanos()));
    row.add(seconds(interval.lengthNanos()));
    row.add(interval.phase().key());
    row.add(rate(Counts.closed(counts), interval));
    row.add(rate(Counts.answered(counts), interval));
    row.add(rate(counts.tokens(TokenState.COMPLETED), interval));
    row.add(rate(counts.tokens(TokenState.FAILED), interval));
    row.add(rate(counts.tokens(TokenState.CANCELLED), interval));
    row.add(String.valueOf(interval.gauges().inFlight()));
    row.add(String.valueOf(interval.gauges().pendingTokens()));
    row.add(String.valueOf(interval.gauges().queueDepth()));
    row.add(String.valueOf(interval.gauges().completersBusy()));
    row.add(String.valueOf(counts.dropped()));
    row.add(String.valueOf(errors - lastErrors));
    addLatencies(row, interval);
    row.add(seconds(interval.process().cpuNanos()));
    row.add(optional(interval.process().allocatedBytes()));
    row.add(optionalSeconds(interval.process().gcPauseNanos()));
    row.add(optionalSeconds(interval.process().safepointNanos()));
    row.add(seconds(interval.process().hiccups().getMaxValue()));
    row.add(seconds(interval.process().fromNanos()));
    row.add(seconds(interval.process().toNanos()));
    writeRow(row);
    lastCounts = interval.counts();
    lastErrors = errors;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "index",
                "start",
                "elapsed_seconds",
                "length_seconds",
                "phase",
                "workflows_per_second",
                "completions_per_second",
                "completed_per_second",
                "failed_per_second",
                "cancelled_per_second",
                "in_flight",
                "pending_tokens",
                "queue_depth",
                "completers_busy",
                "dropped",
                "errors"));
    for (Latency latency : latencies) {
      header.add(latency.key() + "_count");
      header.add(latency.key() + "_p50_seconds");
      header.add(latency.key() + "_p99_seconds");
      header.add(latency.key() + "_max_seconds");
    }
    header.addAll(
        List.of(
            "cpu_seconds",
            "allocated_bytes",
            "gc_pause_seconds",
            "safepoint_seconds",
            "hiccup_max_seconds",
            "process_from_seconds",
            "process_to_seconds"));
    return header;
  }

  private void addLatencies(List<String> row, Interval interval) {
    Map<Latency, Histogram> recorded =
        interval.phase() == Phase.WARMUP
            ? interval.latencies().warmup()
            : interval.latencies().measured();
    for (Latency latency : latencies) {
      Histogram histogram = recorded.get(latency);
      if (histogram == null || histogram.getTotalCount() == 0) {
        row.addAll(List.of("0", "", "", ""));
      } else {
        row.add(String.valueOf(histogram.getTotalCount()));
        row.add(seconds(histogram.getValueAtPercentile(50)));
        row.add(seconds(histogram.getValueAtPercentile(99)));
        row.add(seconds(histogram.getMaxValue()));
      }
    }
  }

  private void writeRow(List<String> row) throws IOException {
    // Rows are not buffered: closing the file would write the rest of a half-written row once more.
    out.write((String.join(",", row) + END_OF_LINE).getBytes(StandardCharsets.UTF_8));
  }

  private static String rate(long count, Interval interval) {
    return Ratio.of(count * Nanos.PER_SECOND, interval.lengthNanos()).stream()
        .mapToObj(rate -> String.format(Locale.ROOT, "%.3f", rate))
        .findFirst()
        .orElse("");
  }

  private static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).toPlainString();
  }

  private static String optional(OptionalLong value) {
    return value.isPresent() ? String.valueOf(value.getAsLong()) : "";
  }

  private static String optionalSeconds(OptionalLong nanos) {
    return nanos.isPresent() ? seconds(nanos.getAsLong()) : "";
  }
}
