package dev.tokenstorm.run;

import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.cell.Leftovers;
import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.Target;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Generates load with a cell of this process, in its first life or in its second. */
final class OwnCell implements LoadGenerator {
  private final RunFacts facts;
  private final Cell cell;
  private final Supplier<Map<RpcStatus, Long>> statuses;
  private final PhaseMover mover;
  private final FaultTimeline faults;
  private final Optional<SecondStart> second;

  /** What a second life begins with, and the target that explains its refusals. */
  record SecondStart(Leftovers left, Target target) {}

  /**
   * @param mover moves the cell on from phase to phase
   * @param second life of a run that was killed; empty for a run that begins
   */
  OwnCell(
      RunFacts facts,
      Cell cell,
      Supplier<Map<RpcStatus, Long>> statuses,
      PhaseMover mover,
      FaultTimeline faults,
      Optional<SecondStart> second) {
    this.facts = facts;
    this.cell = cell;
    this.statuses = statuses;
    this.mover = mover;
    this.faults = faults;
    this.second = second;
  }

  @Override
  public LedgerCounts counts() {
    return cell.counts();
  }

  @Override
  public CellGauges gauges() {
    return cell.gauges();
  }

  @Override
  public Map<RpcStatus, Long> statuses() {
    return statuses.get();
  }

  @Override
  public RunResult run(Consumer<Interval> sink) throws InterruptedException {
    if (second.isEmpty()) {
      return cell.run(facts, sink, mover, faults);
    }
    try {
      return cell.takeUp(second.get().left(), sink);
    } catch (StatusRuntimeException refused) {
      throw TakenRun.explain(second.get().target(), refused);
    }
  }

  @Override
  public void stop(Ending ending) {
    cell.stop(ending);
  }

  @Override
  public void interrupt() {
    cell.interrupt();
  }

  @Override
  public void interrupt(Duration within) {
    cell.interrupt(within);
  }

  @Override
  public void abort() {
    cell.abort();
  }

  @Override
  public void dismiss() {
    cell.dismiss();
  }
}
