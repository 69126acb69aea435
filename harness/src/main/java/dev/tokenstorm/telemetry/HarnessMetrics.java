package dev.tokenstorm.telemetry;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The harness's own metric families. Thread-safe: one thread adds intervals while others scrape. A
 * scrape holds no lock that a completion waits for.
 *
 * <p>Every series whose labels are known in advance is there from the first scrape, at zero. So
 * {@code rate()} sees its first increase.
 */
public final class HarnessMetrics implements MultiCollector {
  private final Labels common;
  private final Labels facts;
  private final CounterFloor floor = new CounterFloor();
  private final Map<Latency, LatencyBuckets> measured;
  private final Map<Latency, LatencyBuckets> warmup;
  private final ProcessTotals process = new ProcessTotals();
  private final List<String> faults;
  private volatile RunSources sources;
  private volatile @Nullable Phase phase;
  private volatile Set<String> openFaults = Set.of();
  private volatile Map<String, Double> recoveries = Map.of();

  /**
   * @param common labels of every series
   * @param facts labels of the info metric
   * @param latencies those that the run may record
   * @param completers shown as the pool's concurrency until a run is observed
   * @param faults of the plan, in their notation
   */
  HarnessMetrics(
      Labels common, Labels facts, Set<Latency> latencies, int completers, List<String> faults) {
    this.common = common;
    this.facts = facts;
    this.measured = buckets(latencies);
    this.warmup = buckets(latencies);
    this.sources = RunSources.idle(completers);
    this.faults = List.copyOf(faults);
  }

  /** Reads this run from now on. */
  public void observe(RunSources run) {
    sources = run;
  }

  /**
   * Adds one interval. Called once for each interval, by one thread.
   *
   * @param interval the phase that the interval belongs to
   * @param latencies recorded within the interval
   * @param sample what the process did within the interval
   */
  public void record(Phase interval, Latencies latencies, ProcessSample sample) {
    phase = interval;
    measured.forEach((latency, buckets) -> buckets.add(latencies.measured(latency)));
    warmup.forEach((latency, buckets) -> buckets.add(latencies.warmup(latency)));
    process.add(sample);
  }

  /** Takes the faults that went on within the interval. Called once for each, by one thread. */
  public void faultsGoOn(Collection<String> open) {
    openFaults = Set.copyOf(open);
  }

  /**
   * Takes how long the run took to recover, once it is over and no fault goes on any more.
   *
   * @param seconds by fault, of those of which that is known
   */
  public void recovered(Map<String, Double> seconds) {
    openFaults = Set.of();
    recoveries = Map.copyOf(seconds);
  }

  @Override
  public synchronized MetricSnapshots collect() {
    Families families = new Families(common, floor);
    RunSources run = sources;
    // Both are read at once, because anything that changes between the two readings looks lost.
    LedgerCounts counts = run.counts().get();
    CellGauges gauges = run.gauges().get();
    families.info(MetricFamily.RUN, facts);
    for (Phase each : Phase.values()) {
      families.gauge(MetricFamily.PHASE, each == phase ? 1 : 0, each.key());
    }
    collectFaults(families);
    collectLedger(families, counts);
    collectGauges(families, gauges);
    families.empty(MetricFamily.RPC);
    run.rpc()
        .get()
        .forEach(
            (status, count) ->
                families.counter(
                    MetricFamily.RPC,
                    count,
                    status.method(),
                    status.code(),
                    status.cause(),
                    status.scope()));
    measured.forEach(
        (latency, buckets) ->
            families.histogram(MetricFamily.LATENCY, buckets, latency.key(), Phase.MEASURE.key()));
    warmup.forEach(
        (latency, buckets) ->
            families.histogram(MetricFamily.LATENCY, buckets, latency.key(), Phase.WARMUP.key()));
    process.collect(families);
    return families.snapshots();
  }

  private void collectFaults(Families families) {
    Set<String> open = openFaults;
    families.empty(MetricFamily.FAULT);
    for (String fault : faults) {
      families.gauge(MetricFamily.FAULT, open.contains(fault) ? 1 : 0, fault);
    }
    families.empty(MetricFamily.FAULT_RECOVERY);
    recoveries.forEach(
        (fault, seconds) -> families.gauge(MetricFamily.FAULT_RECOVERY, seconds, fault));
  }

  private static void collectLedger(Families families, LedgerCounts counts) {
    families.counter(MetricFamily.ARRIVALS_INTENDED, counts.intended());
    families.counter(MetricFamily.ARRIVALS_DROPPED, counts.dropped());
    families.counter(MetricFamily.STARTS_REJECTED, counts.rejected());
    families.counter(MetricFamily.WORKFLOWS_STARTED, counts.started());
    families.counter(MetricFamily.WRONG_ENDS, counts.wrongEnds());
    families.counter(MetricFamily.TOKENS_ISSUED, counts.issued());
    families.counter(MetricFamily.TOKENS_UNISSUED, counts.unissued());
    families.counter(MetricFamily.TOKENS_FOREIGN, counts.foreign());
    families.counter(MetricFamily.AUDITED_WORKFLOWS, counts.audited());
    families.counter(MetricFamily.UNAUDITED_WORKFLOWS, counts.unaudited());
    families.counter(MetricFamily.AUDIT_DISCREPANCIES, counts.discrepancies());
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        families.counter(MetricFamily.WORKFLOWS, counts.workflows(state), state.key());
      }
    }
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        families.counter(MetricFamily.TOKENS, counts.tokens(state), state.key());
      }
    }
  }

  private static void collectGauges(Families families, CellGauges gauges) {
    families.gauge(MetricFamily.WORKFLOWS_IN_FLIGHT, gauges.inFlight());
    families.gauge(MetricFamily.TOKENS_PENDING, gauges.pendingTokens());
    families.gauge(MetricFamily.QUEUE_DEPTH, gauges.queueDepth());
    families.gauge(MetricFamily.COMPLETERS, gauges.completers());
    families.gauge(MetricFamily.COMPLETERS_BUSY, gauges.completersBusy());
  }

  private static Map<Latency, LatencyBuckets> buckets(Set<Latency> latencies) {
    Map<Latency, LatencyBuckets> buckets = new EnumMap<>(Latency.class);
    for (Latency latency : latencies) {
      buckets.put(latency, new LatencyBuckets());
    }
    return buckets;
  }
}
