package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.IntervalSample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The columns of a time series: the values of a point, and their JSON for the page. JSON is written
 * column by column, rounded to what a chart can show. An unknown value is NaN in a point and null
 * in JSON.
 */
final class Columns {
  private static final int DIGITS = 4;

  /** Significant digits of a latency: as many as the histograms keep. */
  private static final int LATENCY_DIGITS = 3;

  /** Significant digits of a time in seconds: hundredths of a second for eleven days. */
  private static final int TIME_DIGITS = 8;

  /**
   * Shortest interval, in seconds, that has a rate. A phase may end right after an interval began,
   * and a rate over such a moment says nothing.
   */
  private static final double SHORTEST_SECONDS = 0.1;

  private static final double UNKNOWN = Double.NaN;
  private static final List<Column> ALL = all();

  private Columns() {}

  private record Column(String name, int digits, ToDoubleFunction<IntervalSample> value) {}

  /** Returns the values of an interval, one for each column. */
  static double[] values(IntervalSample sample) {
    return ALL.stream().mapToDouble(column -> column.value.applyAsDouble(sample)).toArray();
  }

  /** Returns points as an object with one array for each column. */
  static ObjectNode json(List<double[]> points) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int column = 0; column < ALL.size(); column++) {
      ArrayNode values = json.putArray(ALL.get(column).name);
      for (double[] point : points) {
        values.add(number(point[column], ALL.get(column).digits));
      }
    }
    return json;
  }

  /** Returns a number with this many significant digits, in as few characters as possible. */
  static JsonNode number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return JsonNodeFactory.instance.nullNode();
    }
    double rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP)).doubleValue();
    return rounded == Math.rint(rounded)
        ? JsonNodeFactory.instance.numberNode((long) rounded)
        : JsonNodeFactory.instance.numberNode(rounded);
  }

  private static List<Column> all() {
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column("seconds", TIME_DIGITS, sample -> Math.rint(sample.endSeconds() * 100) / 100));
    rate(columns, "workflows", IntervalSample::workflows);
    rate(columns, "completed", IntervalSample::completed);
    rate(columns, "failed", IntervalSample::failed);
    rate(columns, "cancelled", IntervalSample::cancelled);
    rate(columns, "dropped", IntervalSample::dropped);
    rate(columns, "errors", IntervalSample::errors);
    columns.add(new Column("in_flight", DIGITS, sample -> sample.gauges().inFlight()));
    columns.add(new Column("pending", DIGITS, sample -> sample.gauges().pendingTokens()));
    columns.add(new Column("queue", DIGITS, sample -> sample.gauges().queueDepth()));
    columns.add(new Column("busy", DIGITS, sample -> sample.gauges().completersBusy()));
    ofProcess(columns, "cpu", IntervalSample::cpuSeconds);
    ofProcess(columns, "allocated", sample -> or(sample.allocatedBytes()));
    ofProcess(columns, "gc", sample -> 1000 * or(sample.gcPauseSeconds()));
    ofProcess(columns, "safepoint", sample -> 1000 * or(sample.safepointSeconds()));
    columns.add(new Column("hiccup", LATENCY_DIGITS, sample -> 1000 * sample.hiccupMaxSeconds()));
    for (Latency latency : Latency.values()) {
      latency(columns, latency, "p50", histogram -> histogram.getValueAtPercentile(50));
      latency(columns, latency, "p99", histogram -> histogram.getValueAtPercentile(99));
      latency(columns, latency, "max", Histogram::getMaxValue);
    }
    return List.copyOf(columns);
  }

  private static void rate(
      List<Column> columns, String name, ToDoubleFunction<IntervalSample> amount) {
    per(columns, name, amount, IntervalSample::lengthSeconds);
  }

  /**
   * Adds the rate of a figure of the process. Such figures are read over a span of their own, which
   * is not exactly the interval's.
   */
  private static void ofProcess(
      List<Column> columns, String name, ToDoubleFunction<IntervalSample> amount) {
    per(columns, name, amount, IntervalSample::processSeconds);
  }

  private static void per(
      List<Column> columns,
      String name,
      ToDoubleFunction<IntervalSample> amount,
      ToDoubleFunction<IntervalSample> seconds) {
    columns.add(
        new Column(
            name,
            DIGITS,
            sample ->
                sample.lengthSeconds() >= SHORTEST_SECONDS
                    ? amount.applyAsDouble(sample) / seconds.applyAsDouble(sample)
                    : UNKNOWN));
  }

  private static void latency(
      List<Column> columns, Latency latency, String name, ToDoubleFunction<Histogram> value) {
    columns.add(
        new Column(
            latency.key() + "_" + name,
            LATENCY_DIGITS,
            sample -> {
              Map<Latency, Histogram> recorded =
                  sample.phase() == Phase.WARMUP
                      ? sample.latencies().warmup()
                      : sample.latencies().measured();
              Histogram histogram = recorded.get(latency);
              return histogram == null || histogram.getTotalCount() == 0
                  ? UNKNOWN
                  : value.applyAsDouble(histogram) / Nanos.PER_MILLI;
            }));
  }

  private static double or(OptionalDouble value) {
    return value.orElse(UNKNOWN);
  }
}
