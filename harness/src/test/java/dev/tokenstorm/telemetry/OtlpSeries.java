package dev.tokenstorm.telemetry;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The series that Prometheus makes of metrics that come by OTLP, with its default translation: a
 * monotonic sum's name ends in {@code _total}, a unit would be appended, and buckets are added up.
 */
final class OtlpSeries {
  private final Map<String, Double> values = new TreeMap<>();

  private OtlpSeries() {}

  /** Values by name and labels, the labels in the order of their names. */
  static Map<String, Double> of(List<Metric> metrics) {
    OtlpSeries series = new OtlpSeries();
    metrics.forEach(series::add);
    return series.values;
  }

  /** The same of a page in Prometheus' text format. */
  static Map<String, Double> of(String page) {
    Map<String, Double> values = new TreeMap<>();
    page.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              int brace = line.indexOf('{');
              Map<String, String> labels = new TreeMap<>();
              for (String label : line.substring(brace + 1, end - 1).split("(?<=\"),", -1)) {
                String[] pair = label.split("=", 2);
                labels.put(pair[0], pair[1].substring(1, pair[1].length() - 1));
              }
              values.put(
                  key(line.substring(0, brace), labels),
                  Double.parseDouble(line.substring(end + 1).replace("Inf", "Infinity")));
            });
    return values;
  }

  private void add(Metric metric) {
    if (!metric.getUnit().isEmpty()) {
      throw new AssertionError(metric.getName() + " has the unit " + metric.getUnit());
    }
    String name = metric.getName();
    switch (metric.getDataCase()) {
      case SUM ->
          metric
              .getSum()
              .getDataPointsList()
              .forEach(point -> add(name.replaceFirst("(_total)?$", "_total"), point));
      case GAUGE -> metric.getGauge().getDataPointsList().forEach(point -> add(name, point));
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().forEach(point -> add(name, point));
      case SUMMARY -> metric.getSummary().getDataPointsList().forEach(point -> add(name, point));
      default -> throw new AssertionError(name + " is a " + metric.getDataCase());
    }
  }

  private void add(String name, NumberDataPoint point) {
    put(name, labels(point.getAttributesList()), point.getAsDouble());
  }

  private void add(String name, HistogramDataPoint point) {
    Map<String, String> labels = labels(point.getAttributesList());
    put(name + "_count", labels, point.getCount());
    put(name + "_sum", labels, point.getSum());
    long below = 0;
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      below += point.getBucketCounts(i);
      boolean last = i == point.getExplicitBoundsCount();
      Map<String, String> bucket = new TreeMap<>(labels);
      bucket.put("le", last ? "+Inf" : bound(point.getExplicitBounds(i)));
      put(name + "_bucket", bucket, below);
    }
  }

  private void add(String name, SummaryDataPoint point) {
    Map<String, String> labels = labels(point.getAttributesList());
    put(name + "_count", labels, point.getCount());
    put(name + "_sum", labels, point.getSum());
  }

  private void put(String name, Map<String, String> labels, double value) {
    if (values.put(key(name, labels), value) != null) {
      throw new AssertionError(key(name, labels) + " came twice");
    }
  }

  private static Map<String, String> labels(List<KeyValue> attributes) {
    Map<String, String> labels = new TreeMap<>();
    attributes.forEach(each -> labels.put(each.getKey(), each.getValue().getStringValue()));
    return labels;
  }

  /**
   * Names a series. Labels whose value is empty are none, and a bucket's bound is a number, to
   * Prometheus.
   */
  static String key(String name, Map<String, String> labels) {
    Map<String, String> set = new TreeMap<>(labels);
    set.values().removeIf(String::isEmpty);
    set.computeIfPresent(
        "le", (unused, le) -> le.equals("+Inf") ? le : bound(Double.parseDouble(le)));
    return name + set;
  }

  private static String bound(double bound) {
    return Double.toString(bound);
  }
}
