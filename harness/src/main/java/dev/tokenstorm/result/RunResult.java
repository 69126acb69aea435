package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.plan.RunPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run found out; whether that is good is for a verdict to say.
 *
 * @param run figures of the whole run: all its phases but the warm-up
 * @param phases figures of the phases that took place
 * @param course the measured phase in stretches of equal length, at most 128, in their order
 * @param byLoad how long the server took by load, in the whole run, the warm-up included
 * @param ledger of the whole run, the warm-up included
 * @param rpc attempts by status, of the whole run, the warm-up included
 * @param cutPolls long polls that were cut, of the whole run
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
    CutPolls cutPolls) {
  public RunResult {
    phases = Map.copyOf(phases);
    course = List.copyOf(course);
    rpc = Map.copyOf(rpc);
  }

  /** How long a part of the run lasted; what counts the warm-up too lasts as long as the run. */
  public double seconds(RunPart part) {
    return figures(part)
        .map(Figures::seconds)
        .orElseGet(() -> phase(Phase.WARMUP).seconds() + run.seconds());
  }

  /** Figures of the run or of a phase; empty for a part that counts the warm-up too. */
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

  /** Figures of a phase; empty ones if it did not take place. */
  public Figures phase(Phase phase) {
    Figures figures = phases.get(phase);
    return figures != null ? figures : new PhaseTotals(facts.openLoop()).figures();
  }
}
