package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sums the intervals of a run to its result. Memory does not grow with the length of the run. For
 * one thread.
 */
public final class RunRecorder implements Consumer<Interval> {
  private final RunFacts facts;
  private final RunTotals totals;
  private final WindowRecorder course = new WindowRecorder();
  private LoadProfile lastByLoad = LoadProfile.NONE;

  public RunRecorder(RunFacts facts) {
    this.facts = facts;
    this.totals = new RunTotals(facts.latencies());
  }

  @Override
  public void accept(Interval interval) {
    lastByLoad = interval.byLoad();
    if (interval.phase() == Phase.MEASURE) {
      course.add(interval, Counts.between(totals.counts(), interval.counts()));
    }
    totals.add(interval);
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
    return finish(ending, ledger.counts(), ledger, rpc, cutPolls);
  }

  /**
   * Returns the result of a run that was taken up. What its ledger counts anew of a server's
   * records may be less than what was seen, and no phase has less than nothing.
   *
   * @param ledger of both lives
   * @param how it was taken up
   */
  public RunResult finish(
      Ending ending,
      LedgerReport ledger,
      Map<RpcStatus, Long> rpc,
      CutPolls cutPolls,
      TakenUp how) {
    LedgerCounts counts = Counts.higher(totals.counts(), ledger.counts());
    return finish(ending, counts, ledger, rpc, cutPolls).with(how);
  }

  private RunResult finish(
      Ending ending,
      LedgerCounts counts,
      LedgerReport ledger,
      Map<RpcStatus, Long> rpc,
      CutPolls cutPolls) {
    totals.settle(counts, rpc);
    return new RunResult(
        facts,
        ending,
        totals.run(),
        totals.phases(),
        course.course(),
        lastByLoad,
        ledger,
        rpc,
        cutPolls);
  }

  /** Returns the result as if the run had ended with the last interval. */
  public RunResult soFar() {
    return finish(
        Ending.finished(),
        new LedgerReport(totals.counts(), List.of(), List.of(), 0),
        totals.rpc(),
        CutPolls.NONE);
  }
}
