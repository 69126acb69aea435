package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Sums the intervals of a run to the figures of its phases. Memory does not grow with the length of
 * the run. For one thread.
 *
 * <p>Counts belong to the phase in which they were counted. Latencies belong to workflows: what the
 * warm-up's workflows record belongs to the warm-up, also when they close later, and never to the
 * figures of the run.
 */
final class RunTotals {
  private final Set<Latency> recorded;
  private final Map<Phase, PhaseTotals> phases = new EnumMap<>(Phase.class);
  private LedgerCounts lastCounts = Counts.NONE;
  private Map<RpcStatus, Long> lastRpc = Map.of();
  private long lastCalls;
  private long lastErrors;
  private Phase lastPhase = Phase.MEASURE;

  /**
   * @param recorded latencies that the run records
   */
  RunTotals(Set<Latency> recorded) {
    this.recorded = recorded;
  }

  /** Adds an interval. */
  void add(Interval interval) {
    Phase phase = interval.phase();
    totals(phase).add(interval);
    count(phase, interval.counts(), interval.rpc());
    time(Phase.WARMUP, interval.latencies().warmup());
    // An interval of the warm-up may hold measured latencies, because phase and histograms are not
    // switched in one step.
    time(phase == Phase.WARMUP ? Phase.MEASURE : phase, interval.latencies().measured());
  }

  /**
   * Adds what was counted after the last interval; it belongs to that interval's phase.
   *
   * @param counts after all is settled
   * @param rpc all attempts of the run, by status
   */
  void settle(LedgerCounts counts, Map<RpcStatus, Long> rpc) {
    count(lastPhase, counts, rpc);
  }

  /** Returns what the ledger had counted at the end of the last interval. */
  LedgerCounts counts() {
    return lastCounts;
  }

  /** Returns the attempts by status at the end of the last interval. */
  Map<RpcStatus, Long> rpc() {
    return lastRpc;
  }

  /** Returns the figures of the whole run: of all its phases but the warm-up. */
  Figures run() {
    PhaseTotals run = new PhaseTotals(recorded);
    phases.forEach(
        (phase, totals) -> {
          if (phase != Phase.WARMUP) {
            run.add(totals);
          }
        });
    return run.figures();
  }

  /** Returns the figures of the phases that took place. */
  Map<Phase, Figures> phases() {
    Map<Phase, Figures> figures = new EnumMap<>(Phase.class);
    phases.forEach((phase, totals) -> figures.put(phase, totals.figures()));
    return figures;
  }

  private void time(Phase phase, Map<Latency, Histogram> latencies) {
    if (latencies.values().stream().anyMatch(histogram -> histogram.getTotalCount() > 0)) {
      totals(phase).add(latencies);
    }
  }

  private void count(Phase phase, LedgerCounts counts, Map<RpcStatus, Long> rpc) {
    long calls = Counts.calls(rpc);
    long errors = Counts.errors(rpc);
    totals(phase).add(Counts.between(lastCounts, counts), calls - lastCalls, errors - lastErrors);
    lastCounts = counts;
    lastRpc = rpc;
    lastCalls = calls;
    lastErrors = errors;
    lastPhase = phase;
  }

  private PhaseTotals totals(Phase phase) {
    return phases.computeIfAbsent(phase, unused -> new PhaseTotals(recorded));
  }
}
