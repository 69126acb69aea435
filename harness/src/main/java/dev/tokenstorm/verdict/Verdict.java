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
 * The verdict on a run: passed, failed or untrustworthy, with the reasons.
 *
 * <p>A run fails for each of these reasons:
 *
 * <ul>
 *   <li>The run could not end, or its ledger does not add up.
 *   <li>A workflow ended otherwise than its draws say, or the audit disagrees with the ledger.
 *   <li>A start was refused for good, or no workflow was started.
 *   <li>Work was left behind, also after an interruption: workflows terminated by the harness,
 *       open, or of unknown fate; tokens pending or of unknown fate.
 *   <li>A fault of the plan did not happen, or was not undone.
 *   <li>An objective of the plan is missed or has no figure, and no doubt about that figure may
 *       explain it.
 * </ul>
 *
 * <p>An interruption alone fails no run. A run that does not fail and whose figures are doubted is
 * untrustworthy, if its plan requires trust. A target that is no benchmark is not doubted.
 *
 * @param outcome the verdict in a word
 * @param invariants conditions that every run must meet
 * @param doubts reasons why the figures may not be about the server, each kind at most once
 * @param notes what else a reader of the figures should know, one sentence each
 * @param objectives the judgement on each objective
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

  /** The values that a verdict can take. */
  public enum Outcome {
    PASSED,
    FAILED,
    UNTRUSTWORTHY
  }

  /** Judges a run. */
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

  /** Returns why the run failed, one sentence each, without its objectives. */
  public List<String> reasons() {
    return invariants.stream()
        .filter(Invariant::fails)
        .flatMap(invariant -> invariant.breaches().stream())
        .toList();
  }

  /**
   * Returns whether doubts decide the verdict: nothing failed, something was required, and trust as
   * well.
   */
  public boolean doubtsDecide() {
    return outcome == Outcome.UNTRUSTWORTHY && !objectives.isEmpty();
  }

  /** Returns the verdict as the result document keeps it. */
  public VerdictRecord judgement() {
    return new VerdictRecord(
        outcome.name().toLowerCase(Locale.ROOT), reasons(), doubts, notes, objectives);
  }
}
