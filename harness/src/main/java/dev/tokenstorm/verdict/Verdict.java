package dev.tokenstorm.verdict;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.ledger.WorkflowState;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Judgement;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run did what its plan says.
 *
 * <p>A run fails when it could not end, when its ledger does not add up, when a workflow ended
 * otherwise than its draws say, when the audit disagrees with the ledger, when a start was refused
 * for good or none was made, and when work was left behind: workflows terminated by the harness,
 * open, or of unknown fate, and tokens pending or of unknown fate, also when the user interrupted
 * the run. Notes are arrivals dropped at the in-flight bound, tokens of other workflows, and
 * attempts of which no token came: they are counted, and the counts add up. A run fails, too, when
 * an objective of its plan is not met, or has no figure to be compared with.
 *
 * @param reasons why the run failed, one sentence each, its objectives aside
 * @param notes what a reader of the figures should know, one sentence each
 * @param objectives what came of each
 */
public record Verdict(
    Outcome outcome, List<String> reasons, List<String> notes, List<ObjectiveResult> objectives) {
  public Verdict {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
    objectives = List.copyOf(objectives);
  }

  /** The verdict's values. */
  public enum Outcome {
    PASSED,
    FAILED
  }

  /** The verdict on a run. */
  public static Verdict of(RunResult result) {
    LedgerCounts counts = result.ledger().counts();
    List<String> reasons = new ArrayList<>();
    List<String> notes = new ArrayList<>();

    if (result.ending().interrupted()) {
      notes.add(result.ending().sentence());
    } else if (result.ending().how() != Ending.How.FINISHED) {
      reasons.add(result.ending().sentence());
    }
    result
        .ledger()
        .imbalances()
        .forEach(imbalance -> reasons.add("The ledger does not balance: " + imbalance));
    add(reasons, counts.wrongEnds(), "workflow", "ended otherwise than the draws say.");
    add(
        reasons,
        counts.discrepancies(),
        "statement",
        "of the ledger {was} contradicted by the audit.");

    if (counts.started() == 0) {
      reasons.add("No workflow started.");
    } else if (result.run().startsTimed() == 0) {
      reasons.add("No workflow was measured; lengthen the run or shorten --warmup.");
    }
    add(reasons, counts.unaudited(), "history", "could not be read for the audit.");
    add(reasons, counts.rejected(), "start", "{was} refused by the target for good.");
    add(
        reasons,
        counts.workflows(WorkflowState.TERMINATED),
        "workflow",
        "did not close before --drain-timeout and had to be terminated.");
    add(reasons, counts.workflows(WorkflowState.OPEN_AT_END), "workflow", "{was} left open.");
    add(reasons, counts.workflows(WorkflowState.UNKNOWN), "workflow", "{was} lost sight of.");
    add(reasons, counts.tokens(TokenState.PENDING), "token", "{was} left pending.");
    add(reasons, counts.tokens(TokenState.UNKNOWN), "token", "{was} lost sight of.");

    add(notes, counts.dropped(), "arrival", "{was} dropped at the bound of --in-flight.");
    add(notes, counts.foreign(), "token", "of other workflows {was} seen, and not completed.");
    add(
        notes,
        counts.unissued(),
        "attempt",
        "{was} started or closed by the server without a token reaching us.");
    List<ObjectiveResult> objectives = Objectives.judge(result);
    boolean passed = reasons.isEmpty() && objectives.stream().allMatch(ObjectiveResult::met);
    return new Verdict(passed ? Outcome.PASSED : Outcome.FAILED, reasons, notes, objectives);
  }

  /** As the result document keeps it. */
  public Judgement judgement() {
    return new Judgement(outcome.name().toLowerCase(Locale.ROOT), reasons, notes, objectives);
  }

  private static void add(List<String> sentences, long count, String noun, String rest) {
    if (count > 0) {
      String plural =
          count == 1 ? noun : noun.endsWith("y") ? noun.replaceFirst("y$", "ies") : noun + "s";
      sentences.add(
          String.format(Locale.ROOT, "%,d %s ", count, plural)
              + rest.replace("{was}", count == 1 ? "was" : "were"));
    }
  }
}
