package dev.tokenstorm.verdict;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.ledger.WorkflowState;
import dev.tokenstorm.plan.Locality;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.target.TargetInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run did what its plan says, whatever its figures.
 *
 * @param failures why it did not, one sentence each
 * @param notes what a reader of the figures should know, one sentence each
 */
record Conduct(List<String> failures, List<String> notes) {

  /**
   * The conduct of a run.
   *
   * @param dropsDoubted whether a doubt says already how many arrivals were dropped
   */
  static Conduct of(RunResult result, boolean dropsDoubted) {
    LedgerCounts counts = result.ledger().counts();
    List<String> failures = new ArrayList<>();
    List<String> notes = new ArrayList<>();

    if (result.ending().interrupted()) {
      notes.add(result.ending().sentence());
    } else if (result.ending().how() != Ending.How.FINISHED) {
      failures.add(result.ending().sentence());
    }
    result
        .ledger()
        .imbalances()
        .forEach(imbalance -> failures.add("The ledger does not balance: " + imbalance));
    add(failures, counts.wrongEnds(), "workflow", "ended otherwise than the draws say.");
    add(
        failures,
        counts.discrepancies(),
        "statement",
        "of the ledger {was} contradicted by the audit.");

    if (counts.started() == 0) {
      failures.add("No workflow started.");
    } else if (result.run().startsTimed() == 0) {
      failures.add("No workflow was measured; lengthen the run or shorten --warmup.");
    }
    add(failures, counts.unaudited(), "history", "could not be read for the audit.");
    add(failures, counts.rejected(), "start", "{was} refused by the target for good.");
    add(
        failures,
        counts.workflows(WorkflowState.TERMINATED),
        "workflow",
        "did not close before --drain-timeout and had to be terminated.");
    add(failures, counts.workflows(WorkflowState.OPEN_AT_END), "workflow", "{was} left open.");
    add(failures, counts.workflows(WorkflowState.UNKNOWN), "workflow", "{was} lost sight of.");
    add(failures, counts.tokens(TokenState.PENDING), "token", "{was} left pending.");
    add(failures, counts.tokens(TokenState.UNKNOWN), "token", "{was} lost sight of.");

    if (!dropsDoubted) {
      add(notes, counts.dropped(), "arrival", "{was} dropped at the bound of --in-flight.");
    }
    add(notes, counts.foreign(), "token", "of other workflows {was} seen, and not completed.");
    add(
        notes,
        counts.unissued(),
        "attempt",
        "{was} started or closed by the server without a token reaching us.");
    if (sharesHost(result)) {
      notes.add(
          "The target shares this host's %d cores with the harness, so each slows the other."
              .formatted(result.facts().host().cores()));
    }
    return new Conduct(failures, notes);
  }

  /** The first line of a summary says it of a target in this process. */
  private static boolean sharesHost(RunResult result) {
    String kind = result.facts().target().kind();
    return Locality.isLocal(result.facts().plan().target().choice())
        && !kind.equals(TargetInfo.EMBEDDED)
        && !kind.equals(TargetInfo.NULL);
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
