package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.EpochNanos;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import io.opentelemetry.proto.resource.v1.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Puts what a scrape shows into one request of OTLP. Immutable.
 *
 * <p>A metric has the name under which a scrape shows its samples, with {@code _total} and {@code
 * _info}, and no unit: so no receiver has a suffix to add, and a series is called the same however
 * it came. Counters and histograms are cumulative since the process began.
 */
final class OtlpRequests {
  private final Resource resource;
  private final long beganNanos;

  /**
   * @param resource attributes of this process
   * @param began when its counters were zero
   */
  OtlpRequests(Map<String, String> resource, Instant began) {
    Resource.Builder all = Resource.newBuilder();
    resource.forEach((key, value) -> all.addAttributes(attribute(key, value)));
    this.resource = all.build();
    this.beganNanos = EpochNanos.of(began);
  }

  /**
   * Returns the request.
   *
   * @param now when the snapshots were taken
   */
  ExportMetricsServiceRequest of(MetricSnapshots snapshots, Instant now) {
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder();
    Points points = new Points(beganNanos, EpochNanos.of(now));
    snapshots.forEach(snapshot -> metrics.addMetrics(points.metric(snapshot)));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(metrics))
        .build();
  }

  /** Makes the points of one request, which are all of one moment. */
  private record Points(long beganNanos, long nowNanos) {

    Metric metric(MetricSnapshot snapshot) {
      String name = snapshot.getMetadata().getPrometheusName();
      Metric.Builder metric = Metric.newBuilder();
      String help = snapshot.getMetadata().getHelp();
      if (help != null) {
        metric.setDescription(help);
      }
      if (snapshot instanceof CounterSnapshot counter) {
        Sum.Builder sum =
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        counter
            .getDataPoints()
            .forEach(
                each ->
                    sum.addDataPoints(
                        number(each.getValue(), each.getLabels())
                            .setStartTimeUnixNano(beganNanos)));
        return metric.setName(name + "_total").setSum(sum).build();
      }
      if (snapshot instanceof HistogramSnapshot histogram) {
        Histogram.Builder all =
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        histogram.getDataPoints().forEach(each -> all.addDataPoints(histogram(each)));
        return metric.setName(name).setHistogram(all).build();
      }
      if (snapshot instanceof SummarySnapshot summary) {
        Summary.Builder all = Summary.newBuilder();
        summary.getDataPoints().forEach(each -> all.addDataPoints(summary(each)));
        return metric.setName(name).setSummary(all).build();
      }
      Gauge.Builder gauge = Gauge.newBuilder();
      if (snapshot instanceof InfoSnapshot info) {
        info.getDataPoints().forEach(each -> gauge.addDataPoints(number(1, each.getLabels())));
        return metric.setName(name + "_info").setGauge(gauge).build();
      }
      if (snapshot instanceof GaugeSnapshot values) {
        values
            .getDataPoints()
            .forEach(each -> gauge.addDataPoints(number(each.getValue(), each.getLabels())));
      } else if (snapshot instanceof UnknownSnapshot values) {
        values
            .getDataPoints()
            .forEach(each -> gauge.addDataPoints(number(each.getValue(), each.getLabels())));
      } else {
        throw new IllegalArgumentException(name + " is a " + snapshot.getClass().getSimpleName());
      }
      return metric.setName(name).setGauge(gauge).build();
    }

    private NumberDataPoint.Builder number(double value, Labels labels) {
      return NumberDataPoint.newBuilder()
          .setTimeUnixNano(nowNanos)
          .addAllAttributes(attributes(labels))
          .setAsDouble(value);
    }

    private HistogramDataPoint histogram(HistogramDataPointSnapshot point) {
      HistogramDataPoint.Builder all =
          HistogramDataPoint.newBuilder()
              .setStartTimeUnixNano(beganNanos)
              .setTimeUnixNano(nowNanos)
              .addAllAttributes(attributes(point.getLabels()))
              .setCount(point.getCount());
      if (point.hasSum()) {
        all.setSum(point.getSum());
      }
      ClassicHistogramBuckets buckets = point.getClassicBuckets();
      for (int i = 0; i < buckets.size(); i++) {
        all.addBucketCounts(buckets.getCount(i));
        if (buckets.getUpperBound(i) != Double.POSITIVE_INFINITY) {
          all.addExplicitBounds(buckets.getUpperBound(i));
        }
      }
      return all.build();
    }

    private SummaryDataPoint summary(SummaryDataPointSnapshot point) {
      SummaryDataPoint.Builder all =
          SummaryDataPoint.newBuilder()
              .setStartTimeUnixNano(beganNanos)
              .setTimeUnixNano(nowNanos)
              .addAllAttributes(attributes(point.getLabels()))
              .setCount(point.getCount())
              .setSum(point.getSum());
      point
          .getQuantiles()
          .forEach(
              each ->
                  all.addQuantileValues(
                      ValueAtQuantile.newBuilder()
                          .setQuantile(each.getQuantile())
                          .setValue(each.getValue())));
      return all.build();
    }
  }

  private static List<KeyValue> attributes(Labels labels) {
    return labels.stream().<KeyValue>map(OtlpRequests::attribute).toList();
  }

  private static KeyValue attribute(Label label) {
    return attribute(label.getName(), label.getValue());
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
