package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Sums the intervals of a run to its result. Memory does not grow with the length of the run. For
 * one thread.
 */
public final class RunRecorder implements Consumer<Interval> {
  private final RunFacts facts;
  private final Map<Phase, PhaseTotals> phases = new EnumMap<>(Phase.class);
  private final WindowRecorder course = new WindowRecorder();
  private LedgerCounts lastCounts = Counts.NONE;
  private Map<RpcStatus, Long> lastRpc = Map.of();
  private LoadProfile lastByLoad = LoadProfile.NONE;
  private long lastCalls;
  private long lastErrors;
  private Phase lastPhase = Phase.MEASURE;

  public RunRecorder(RunFacts facts) {
    this.facts = facts;
  }

  @Override
  public void accept(Interval interval) {
    Phase phase = interval.phase();
    totals(phase).add(interval);
    lastByLoad = interval.byLoad();
    if (phase == Phase.MEASURE) {
      course.add(interval, Counts.between(lastCounts, interval.counts()));
    }
    count(phase, interval.counts(), interval.rpc());
    time(Phase.WARMUP, interval.latencies().warmup());
    // An interval of the warm-up may hold measured latencies, because phase and histograms are not
    // switched in one step.
    time(phase == Phase.WARMUP ? Phase.MEASURE : phase, interval.latencies().measured());
  }

  /**
   * Returns the result of the finished run.
   *
   * @param ending how the run ended
   * @param ledger after all is settled; what it counted after the last interval belongs to that
   *     interval's phase
   * @param rpc all attempts of the run, by status
   * @param cutPolls all long polls of the run that were cut
   */
  public RunResult finish(
      Ending ending, LedgerReport ledger, Map<RpcStatus, Long> rpc, CutPolls cutPolls) {
    count(lastPhase, ledger.counts(), rpc);
    PhaseTotals run = new PhaseTotals(facts.latencies());
    Map<Phase, Figures> figures = new EnumMap<>(Phase.class);
    phases.forEach(
        (phase, totals) -> {
          figures.put(phase, totals.figures());
          if (phase != Phase.WARMUP) {
            run.add(totals);
          }
        });
    return new RunResult(
        facts, ending, run.figures(), figures, course.course(), lastByLoad, ledger, rpc, cutPolls);
  }

  /** Returns the result as if the run had ended with the last interval. */
  public RunResult soFar() {
    return finish(
        Ending.finished(),
        new LedgerReport(lastCounts, List.of(), List.of(), 0),
        lastRpc,
        CutPolls.NONE);
  }

  private void time(Phase phase, Map<Latency, Histogram> recorded) {
    if (recorded.values().stream().anyMatch(histogram -> histogram.getTotalCount() > 0)) {
      totals(phase).add(recorded);
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
    return phases.computeIfAbsent(phase, unused -> new PhaseTotals(facts.latencies()));
  }
}
