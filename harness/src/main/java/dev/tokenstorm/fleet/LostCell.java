package dev.tokenstorm.fleet;

import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.cleanup.Cleaner;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Accounts for what a lost cell has left. What the server lists by the cell's ids is terminated.
 * The rest of what was open when the cell last told of itself has an end that nobody knows.
 */
final class LostCell {
  private final RunFacts facts;
  private final CellSeat seat;
  private final LedgerCounts last;

  private LostCell(RunFacts facts, CellSeat seat) {
    this.facts = facts;
    this.seat = seat;
    this.last = seat.last().map(Interval::counts).orElse(Counts.NONE);
  }

  /**
   * Ends what is open on the server, and returns the cell's end.
   *
   * @param notes takes a sentence on what may be left
   */
  static CellEnd end(RunFacts facts, Target target, CellSeat seat, Consumer<String> notes)
      throws InterruptedException {
    LostCell cell = new LostCell(facts, seat);
    long terminated = cell.terminate(target, notes);
    return new CellEnd(
        new Ending(Ending.How.CELL_LOST, "The cell was lost."),
        new LedgerReport(cell.counts(terminated), List.of(), List.of(), 0),
        seat.last().map(Interval::rpc).orElse(Map.of()),
        CutPolls.NONE,
        seat.last().map(Interval::byLoad).orElse(LoadProfile.NONE));
  }

  private long terminate(Target target, Consumer<String> notes) throws InterruptedException {
    if (target.info().kind().equals(TargetInfo.NULL)) {
      // It lists nothing, and keeps nothing after the run.
      return 0;
    }
    String id = facts.plan().cellId(seat.share());
    try {
      Cleaner cleaner =
          new Cleaner(
              target,
              Workloads.open(target.info().namespace(), id),
              id,
              NanoClock.SYSTEM,
              unused -> {});
      return cleaner.clean();
    } catch (TargetException unreachable) {
      notes.accept(
          "What cell %s left may still be open: %s Later: tokenstorm clean %s."
              .formatted(seat.name(), unreachable.getMessage(), id));
      return 0;
    }
  }

  /** Every sum adds up: each of them follows from what the cell told last. */
  private LedgerCounts counts(long terminated) {
    long open = Math.max(0, last.started() - last.workflowsSettled());
    long startedLater = Math.max(0, terminated - open);
    Map<ExecutionState, Long> workflows = new EnumMap<>(ExecutionState.class);
    workflows.putAll(last.workflows());
    workflows.merge(ExecutionState.TERMINATED, terminated, Long::sum);
    workflows.merge(ExecutionState.UNKNOWN, Math.max(0, open - terminated), Long::sum);
    Map<TokenState, Long> tokens = new EnumMap<>(TokenState.class);
    tokens.putAll(last.tokens());
    tokens.merge(
        TokenState.UNKNOWN, Math.max(0, last.issued() - last.tokensSettled()), Long::sum);
    long started = Math.max(last.started(), last.workflowsSettled()) + startedLater;
    long intended = started + last.rejected() + last.dropped();
    return new LedgerCounts(
        intended,
        last.dropped(),
        last.rejected(),
        started,
        Math.max(0, planned() - intended),
        workflows,
        Math.max(last.issued(), last.tokensSettled()),
        tokens,
        last.unissued(),
        last.foreign(),
        last.wrongEnds(),
        last.audited(),
        last.unaudited(),
        last.discrepancies(),
        last.failedByUnissued());
  }

  /** How many arrivals its share has, the warm-up's included; about, in an open loop. */
  private long planned() {
    RunPlan plan = facts.plan();
    LoadPlan load =
        plan.ofCell(seat.share(), plan.target().choice(), plan.output().directory()).load();
    if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
      Duration warmup = load.warmup();
      double measured =
          load.duration().isPresent()
              ? open.arrivals(warmup.plus(load.duration().get())) - open.arrivals(warmup)
              : load.workflows().orElse(0);
      return Math.round((open.arrivals(warmup) + measured) / load.share().count());
    }
    return load.workflows().orElse(0);
  }
}
