package dev.tokenstorm.measurement;

import java.util.OptionalDouble;

/** Statistics of a latency's distribution, in the order in which files list them. */
public enum Statistic implements Keyed {
  COUNT("count", OptionalDouble.empty()),
  MIN("min", OptionalDouble.empty()),
  MEAN("mean", OptionalDouble.empty()),
  P50("p50", OptionalDouble.of(0.5)),
  P75("p75", OptionalDouble.of(0.75)),
  P90("p90", OptionalDouble.of(0.9)),
  P95("p95", OptionalDouble.of(0.95)),
  P99("p99", OptionalDouble.of(0.99)),
  P999("p99.9", OptionalDouble.of(0.999)),
  P9999("p99.99", OptionalDouble.of(0.9999)),
  MAX("max", OptionalDouble.empty());

  private final String key;
  private final OptionalDouble quantile;

  Statistic(String key, OptionalDouble quantile) {
    this.key = key;
    this.quantile = quantile;
  }

  /** Returns the name in files and objectives. */
  @Override
  public String key() {
    return key;
  }

  /** Returns the share of values that lie at or below the statistic; empty if it is no quantile. */
  public OptionalDouble quantile() {
    return quantile;
  }
}
