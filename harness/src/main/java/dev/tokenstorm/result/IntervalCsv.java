package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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
  private final List<Column> columns;
  private LedgerCounts lastCounts = Counts.NONE;
  private long lastErrors;

  /** An interval, and what was counted within it. */
  private record Row(Interval interval, LedgerCounts counts, long errors) {}

  private record Column(String name, Function<Row, String> value) {}

  /**
   * Begins a file.
   *
   * @param latencies that the run records
   */
  IntervalCsv(OutputStream out, Set<Latency> latencies) throws IOException {
    this(columns(latencies), out);
    writeRow(columns.stream().map(Column::name).toList());
  }

  private IntervalCsv(List<Column> columns, OutputStream out) {
    this.columns = columns;
    this.out = out;
  }

  /**
   * Goes on with a file of the same latencies.
   *
   * @param last interval that it has
   */
  static IntervalCsv after(Optional<Interval> last, OutputStream out, Set<Latency> latencies) {
    IntervalCsv csv = new IntervalCsv(columns(latencies), out);
    last.ifPresent(csv::countFrom);
    return csv;
  }

  private static List<Column> columns(Set<Latency> latencies) {
    return Stream.of(load(), latencies.stream().flatMap(IntervalCsv::latency), process())
        .flatMap(part -> part)
        .toList();
  }

  private void countFrom(Interval interval) {
    lastCounts = interval.counts();
    lastErrors = Counts.errors(interval.rpc());
  }

  void write(Interval interval) throws IOException {
    long errors = Counts.errors(interval.rpc());
    Row row = new Row(interval, Counts.between(lastCounts, interval.counts()), errors - lastErrors);
    writeRow(columns.stream().map(column -> column.value.apply(row)).toList());
    countFrom(interval);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static Stream<Column> load() {
    return Stream.of(
        new Column("index", row -> String.valueOf(row.interval.index())),
        new Column("start", row -> row.interval.start().toString()),
        new Column("elapsed_seconds", row -> seconds(row.interval.startNanos())),
        new Column("length_seconds", row -> seconds(row.interval.lengthNanos())),
        new Column("phase", row -> row.interval.phase().key()),
        rate("workflows_per_second", Counts::closed),
        rate("completions_per_second", Counts::answered),
        rate("completed_per_second", counts -> counts.tokens(TokenState.COMPLETED)),
        rate("failed_per_second", counts -> counts.tokens(TokenState.FAILED)),
        rate("cancelled_per_second", counts -> counts.tokens(TokenState.CANCELLED)),
        gauge("in_flight", CellGauges::inFlight),
        gauge("pending_tokens", CellGauges::pendingTokens),
        gauge("queue_depth", CellGauges::queueDepth),
        gauge("completers_busy", CellGauges::completersBusy),
        new Column("dropped", row -> String.valueOf(row.counts.dropped())),
        new Column("errors", row -> String.valueOf(row.errors)));
  }

  private static Stream<Column> latency(Latency latency) {
    String key = latency.key();
    return Stream.of(
        new Column(
            key + "_count",
            row -> String.valueOf(recorded(row, latency).map(Histogram::getTotalCount).orElse(0L))),
        timing(key + "_p50_seconds", latency, recorded -> recorded.getValueAtPercentile(50)),
        timing(key + "_p99_seconds", latency, recorded -> recorded.getValueAtPercentile(99)),
        timing(key + "_max_seconds", latency, Histogram::getMaxValue));
  }

  private static Stream<Column> process() {
    return Stream.of(
        process("cpu_seconds", sample -> seconds(sample.cpuNanos())),
        process("allocated_bytes", sample -> optional(sample.allocatedBytes())),
        process("gc_pause_seconds", sample -> optionalSeconds(sample.gcPauseNanos())),
        process("safepoint_seconds", sample -> optionalSeconds(sample.safepointNanos())),
        process("hiccup_max_seconds", sample -> seconds(sample.hiccups().getMaxValue())),
        process("process_from_seconds", sample -> seconds(sample.fromNanos())),
        process("process_to_seconds", sample -> seconds(sample.toNanos())));
  }

  private static Column rate(String name, ToLongFunction<LedgerCounts> count) {
    return new Column(
        name,
        row ->
            Ratio.of(count.applyAsLong(row.counts) * Nanos.PER_SECOND, row.interval.lengthNanos())
                .stream()
                .mapToObj(rate -> String.format(Locale.ROOT, "%.3f", rate))
                .findFirst()
                .orElse(""));
  }

  private static Column gauge(String name, ToLongFunction<CellGauges> level) {
    return new Column(name, row -> String.valueOf(level.applyAsLong(row.interval.gauges())));
  }

  private static Column process(String name, Function<ProcessSample, String> value) {
    return new Column(name, row -> value.apply(row.interval.process()));
  }

  private static Column timing(String name, Latency latency, ToLongFunction<Histogram> statistic) {
    return new Column(
        name,
        row ->
            recorded(row, latency)
                .map(histogram -> seconds(statistic.applyAsLong(histogram)))
                .orElse(""));
  }

  /** Returns what the interval recorded of a latency; empty if nothing. */
  private static Optional<Histogram> recorded(Row row, Latency latency) {
    Latencies all = row.interval.latencies();
    return Optional.ofNullable(
            (row.interval.phase() == Phase.WARMUP ? all.warmup() : all.measured()).get(latency))
        .filter(histogram -> histogram.getTotalCount() > 0);
  }

  private void writeRow(List<String> row) throws IOException {
    // Rows are not buffered: closing the file would write the rest of a half-written row once more.
    out.write((String.join(",", row) + END_OF_LINE).getBytes(StandardCharsets.UTF_8));
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
