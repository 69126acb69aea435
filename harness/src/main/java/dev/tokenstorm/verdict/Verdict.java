package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run is worth.
 *
 * <p>A run fails when it could not end, when its ledger does not add up, when a workflow ended
 * otherwise than its draws say, when the audit disagrees with the ledger, when a start was refused
 * for good or none was made, and when work was left behind: workflows terminated by the harness,
 * open, or of unknown fate, and tokens pending or of unknown fate, also when the user interrupted
 * the run. An interruption alone fails no run. It fails, too, when an objective of its plan is not
 * met, or has no figure to be compared with; unless there is a doubt about that very figure which
 * may be why.
 *
 * <p>A run that does not fail and whose figures are doubted is untrustworthy, if its plan requires
 * trust. What is no benchmark anyway is not doubted.
 *
 * @param invariants what has to be so in every run
 * @param doubts why its figures may not be about the server, each kind at most once
 * @param notes what else a reader of the figures should know, one sentence each
 * @param objectives what came of each
 */
public record Verdict(
    Outcome outcome,
    List<Invariant> invariants,
    List<Doubt> doubts,
    List<String> notes,
    List<ObjectiveResult> objectives) {
  public Verdict {
    invariants = List.copyOf(invariants);
    doubts = List.copyOf(doubts);
    notes = List.copyOf(notes);
    objectives = List.copyOf(objectives);
  }

  /** The verdict's values. */
  public enum Outcome {
    PASSED,
    FAILED,
    UNTRUSTWORTHY
  }

  /** The verdict on a run. */
  public static Verdict of(RunResult result) {
    boolean trustRequired = result.facts().plan().verdict().trustRequired();
    List<ObjectiveResult> objectives = Objectives.judge(result);
    Map<Doubt.Kind, Doubt> doubts = new EnumMap<>(Doubt.Kind.class);
    boolean missed = false;
    for (ObjectiveResult objective : objectives) {
      List<Doubt> ofIt = Validity.doubts(JudgedFigure.by(objective.objective(), result));
      ofIt.forEach(doubt -> doubts.putIfAbsent(doubt.kind(), doubt));
      boolean excused = trustRequired && ofIt.stream().anyMatch(doubt -> doubt.kind().excusing());
      missed |= !objective.met() && !excused;
    }
    if (objectives.isEmpty()) {
      Validity.doubts(JudgedFigure.byDefault(result))
          .forEach(doubt -> doubts.putIfAbsent(doubt.kind(), doubt));
    }
    List<Invariant> invariants = Invariants.of(result);
    Outcome outcome;
    if (missed || invariants.stream().anyMatch(Invariant::fails)) {
      outcome = Outcome.FAILED;
    } else if (trustRequired && !doubts.isEmpty()) {
      outcome = Outcome.UNTRUSTWORTHY;
    } else {
      outcome = Outcome.PASSED;
    }
    return new Verdict(
        outcome,
        invariants,
        List.copyOf(doubts.values()),
        Notes.of(result, doubts.containsKey(Doubt.Kind.LOAD_HELD_BACK)),
        objectives);
  }

  /** Why it failed, one sentence each, its objectives aside. */
  public List<String> reasons() {
    return invariants.stream()
        .filter(Invariant::fails)
        .flatMap(invariant -> invariant.breaches().stream())
        .toList();
  }

  /** Whether doubts decide: nothing failed, something was required, and trust in it as well. */
  public boolean doubtsDecide() {
    return outcome == Outcome.UNTRUSTWORTHY && !objectives.isEmpty();
  }

  /** As the result document keeps it. */
  public VerdictRecord judgement() {
    return new VerdictRecord(
        outcome.name().toLowerCase(Locale.ROOT), reasons(), doubts, notes, objectives);
  }
}
