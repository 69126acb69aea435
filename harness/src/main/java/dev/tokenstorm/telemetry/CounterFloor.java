package dev.tokenstorm.telemetry;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps counters from going down. A ledger that is read while it changes may show less than before.
 * Prometheus would take that for a restart, and count everything twice. Not thread-safe.
 */
final class CounterFloor {
  private record Series(MetricFamily family, Labels labels) {}

  private final Map<Series, Double> highest = new HashMap<>();

  /** Returns the value, or the highest value of this series so far if that is more. */
  double raise(MetricFamily family, Labels labels, double value) {
    return highest.merge(new Series(family, labels), value, Math::max);
  }
}
