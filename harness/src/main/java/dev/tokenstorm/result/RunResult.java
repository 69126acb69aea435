package dev.tokenstorm.result;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.objective.RunPart;
import dev.tokenstorm.recovery.FaultCost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run found out. A verdict judges whether it is good.
 *
 * @param facts what was known of the run when it started
 * @param ending how the run ended
 * @param run figures of the whole run: of all its phases but the warm-up
 * @param phases figures of the phases that took place
 * @param course the measured phase in windows of equal length, at most 128, in their order
 * @param byLoad how long the server took at each load, in the whole run with its warm-up
 * @param ledger of the whole run with its warm-up
 * @param rpc attempts by status, of the whole run with its warm-up
 * @param cutPolls long polls of the whole run that were cut, but for those that were open during a
 *     fault
 * @param faults of the plan, in their order
 * @param costs of the faults that happened, in their order
 * @param takenUp how a second life brought it to its end; empty for a run that was not killed
 */
public record RunResult(
    RunFacts facts,
    Ending ending,
    Figures run,
    Map<Phase, Figures> phases,
    List<Window> course,
    LoadProfile byLoad,
    LedgerReport ledger,
    Map<RpcStatus, Long> rpc,
    CutPolls cutPolls,
    List<FaultWindow> faults,
    List<FaultCost> costs,
    Optional<TakenUp> takenUp) {
  public RunResult {
    phases = Map.copyOf(phases);
    course = List.copyOf(course);
    rpc = Map.copyOf(rpc);
    faults = List.copyOf(faults);
    costs = List.copyOf(costs);
  }

  /** Makes that of a run without faults. */
  public RunResult(
      RunFacts facts,
      Ending ending,
      Figures run,
      Map<Phase, Figures> phases,
      List<Window> course,
      LoadProfile byLoad,
      LedgerReport ledger,
      Map<RpcStatus, Long> rpc,
      CutPolls cutPolls) {
    this(
        facts,
        ending,
        run,
        phases,
        course,
        byLoad,
        ledger,
        rpc,
        cutPolls,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Returns the same with the faults that took place. */
  public RunResult with(List<FaultWindow> windows) {
    return with(windows, List.of());
  }

  /** Returns the same with the faults that took place, and what they cost. */
  public RunResult with(List<FaultWindow> windows, List<FaultCost> what) {
    return new RunResult(
        facts, ending, run, phases, course, byLoad, ledger, rpc, cutPolls, windows, what, takenUp);
  }

  /** Returns the same of a run that was taken up. */
  public RunResult with(TakenUp how) {
    return new RunResult(
        facts,
        ending,
        run,
        phases,
        course,
        byLoad,
        ledger,
        rpc,
        cutPolls,
        faults,
        costs,
        Optional.of(how));
  }

  /** Returns what an earlier life began and had not undone when it was killed. */
  public List<NotUndone> notUndone() {
    return takenUp.map(TakenUp::notUndone).orElse(List.of());
  }

  /** Returns what a fault cost; empty if it did not happen. */
  public Optional<FaultCost> cost(FaultWindow fault) {
    return costs.stream().filter(each -> each.span().number() == fault.number()).findFirst();
  }

  /**
   * Returns how long a part of the run lasted, in seconds. A part that counts the warm-up too is
   * the whole run with its warm-up.
   */
  public double seconds(RunPart part) {
    return figures(part)
        .map(Figures::seconds)
        .orElseGet(() -> phase(Phase.WARMUP).seconds() + run.seconds());
  }

  /** Returns the figures of the run or of a phase; empty for a part that counts the warm-up too. */
  public Optional<Figures> figures(RunPart part) {
    if (part.equals(RunPart.RUN)) {
      return Optional.of(run);
    }
    for (Phase phase : Phase.values()) {
      if (part.equals(RunPart.of(phase))) {
        return Optional.of(phase(phase));
      }
    }
    return Optional.empty();
  }

  /** Returns the figures of a phase; they are empty if the phase did not take place. */
  public Figures phase(Phase phase) {
    Figures figures = phases.get(phase);
    return figures != null ? figures : new PhaseTotals(facts.latencies()).figures();
  }
}
