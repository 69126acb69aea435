package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Moment;
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
 * The values of a point in a time series, and how a page gets them: column by column, rounded to
 * what a chart can show. A value that is not known is NaN here and null there.
 */
final class Columns {
  private static final int DIGITS = 4;

  /** As many as the histograms have. */
  private static final int LATENCY_DIGITS = 3;

  /** Up to eleven days to the hundredth of a second. */
  private static final int TIME_DIGITS = 8;

  /** Where a phase ends soon after an interval began, what happened in between is no rate. */
  private static final double SHORTEST_SECONDS = 0.1;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double UNKNOWN = Double.NaN;
  private static final List<Column> ALL = all();

  private Columns() {}

  private record Column(String name, int digits, ToDoubleFunction<Moment> value) {}

  /** A moment's values, one a column. */
  static double[] values(Moment moment) {
    return ALL.stream().mapToDouble(column -> column.value.applyAsDouble(moment)).toArray();
  }

  /** Points as an object of arrays. */
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

  /** A number of so many significant digits, in as few characters as that takes. */
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
        new Column("seconds", TIME_DIGITS, moment -> Math.rint(moment.endSeconds() * 100) / 100));
    rate(columns, "workflows", Moment::workflows);
    rate(columns, "completed", Moment::completed);
    rate(columns, "failed", Moment::failed);
    rate(columns, "cancelled", Moment::cancelled);
    rate(columns, "dropped", Moment::dropped);
    rate(columns, "errors", Moment::errors);
    columns.add(new Column("in_flight", DIGITS, moment -> moment.gauges().inFlight()));
    columns.add(new Column("pending", DIGITS, moment -> moment.gauges().pendingTokens()));
    columns.add(new Column("queue", DIGITS, moment -> moment.gauges().queueDepth()));
    columns.add(new Column("busy", DIGITS, moment -> moment.gauges().completersBusy()));
    ofProcess(columns, "cpu", Moment::cpuSeconds);
    ofProcess(columns, "allocated", moment -> or(moment.allocatedBytes()));
    ofProcess(columns, "gc", moment -> 1000 * or(moment.gcPauseSeconds()));
    ofProcess(columns, "safepoint", moment -> 1000 * or(moment.safepointSeconds()));
    columns.add(new Column("hiccup", LATENCY_DIGITS, moment -> 1000 * moment.hiccupMaxSeconds()));
    for (Latency latency : Latency.values()) {
      latency(columns, latency, "p50", histogram -> histogram.getValueAtPercentile(50));
      latency(columns, latency, "p99", histogram -> histogram.getValueAtPercentile(99));
      latency(columns, latency, "max", Histogram::getMaxValue);
    }
    return List.copyOf(columns);
  }

  private static void rate(List<Column> columns, String name, ToDoubleFunction<Moment> amount) {
    per(columns, name, amount, Moment::lengthSeconds);
  }

  /** A rate of what is read of the process, in a span of its own. */
  private static void ofProcess(
      List<Column> columns, String name, ToDoubleFunction<Moment> amount) {
    per(columns, name, amount, Moment::processSeconds);
  }

  private static void per(
      List<Column> columns,
      String name,
      ToDoubleFunction<Moment> amount,
      ToDoubleFunction<Moment> seconds) {
    columns.add(
        new Column(
            name,
            DIGITS,
            moment ->
                moment.lengthSeconds() >= SHORTEST_SECONDS
                    ? amount.applyAsDouble(moment) / seconds.applyAsDouble(moment)
                    : UNKNOWN));
  }

  private static void latency(
      List<Column> columns, Latency latency, String name, ToDoubleFunction<Histogram> value) {
    columns.add(
        new Column(
            latency.key() + "_" + name,
            LATENCY_DIGITS,
            moment -> {
              Map<Latency, Histogram> recorded =
                  moment.phase() == Phase.WARMUP
                      ? moment.latencies().warmup()
                      : moment.latencies().measured();
              Histogram histogram = recorded.get(latency);
              return histogram == null || histogram.getTotalCount() == 0
                  ? UNKNOWN
                  : value.applyAsDouble(histogram) / NANOS_PER_MILLI;
            }));
  }

  private static double or(OptionalDouble value) {
    return value.orElse(UNKNOWN);
  }
}
