package dev.tokenstorm.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of one scrape by metric family. Not thread-safe. */
final class Families {
  private final Labels common;
  private final CounterFloor floor;
  private final Map<MetricFamily, List<DataPointSnapshot>> points =
      new EnumMap<>(MetricFamily.class);

  Families(Labels common, CounterFloor floor) {
    this.common = common;
    this.floor = floor;
  }

  /** Adds a family without samples, so that its help and type are shown. */
  void empty(MetricFamily family) {
    points.computeIfAbsent(family, unused -> new ArrayList<>());
  }

  void info(MetricFamily family, Labels facts) {
    add(family, new InfoDataPointSnapshot(common.merge(facts)));
  }

  void gauge(MetricFamily family, double value, String... labelValues) {
    add(family, new GaugeDataPointSnapshot(value, labels(family, labelValues), null));
  }

  void counter(MetricFamily family, double value, String... labelValues) {
    Labels labels = labels(family, labelValues);
    double raised = floor.raise(family, labels, value);
    add(family, new CounterDataPointSnapshot(raised, labels, null, 0));
  }

  void histogram(MetricFamily family, LatencyBuckets buckets, String... labelValues) {
    add(family, buckets.snapshot(labels(family, labelValues)));
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        points.entrySet().stream().map(each -> snapshot(each.getKey(), each.getValue())).toList());
  }

  private void add(MetricFamily family, DataPointSnapshot point) {
    points.computeIfAbsent(family, unused -> new ArrayList<>()).add(point);
  }

  private Labels labels(MetricFamily family, String... values) {
    return common.merge(Labels.of(family.labels().toArray(String[]::new), values));
  }

  private static MetricSnapshot snapshot(MetricFamily family, List<DataPointSnapshot> points) {
    return switch (family.type()) {
      case COUNTER ->
          new CounterSnapshot(family.metadata(), of(CounterDataPointSnapshot.class, points));
      case GAUGE -> new GaugeSnapshot(family.metadata(), of(GaugeDataPointSnapshot.class, points));
      case HISTOGRAM ->
          new HistogramSnapshot(family.metadata(), of(HistogramDataPointSnapshot.class, points));
      case INFO -> new InfoSnapshot(family.metadata(), of(InfoDataPointSnapshot.class, points));
    };
  }

  private static <T> List<T> of(Class<T> type, List<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }
}
