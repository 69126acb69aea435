package dev.tokenstorm.report;

import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;

/**
 * The first line of a summary: the verdict's word, how the run ended, which target it had, and a
 * caveat on the target.
 *
 * <p>A run that the user interrupted has a word of its own, because it proves nothing. If something
 * else failed in it, the line says so after the word.
 */
final class Headline {
  /** The word for a run that the user interrupted. */
  static final String INTERRUPTED = "INTERRUPTED";

  private Headline() {}

  /** Returns the whole line. */
  static String of(RunResult result, Verdict verdict) {
    return word(result, verdict) + afterWord(result, verdict);
  }

  /** Returns the first word of the line. */
  static String word(RunResult result, Verdict verdict) {
    return result.ending().interrupted() ? INTERRUPTED : verdict.outcome().name();
  }

  /** Returns what follows the first word. */
  static String afterWord(RunResult result, Verdict verdict) {
    TargetInfo target = result.facts().target();
    return ending(result.ending(), verdict)
        + " · "
        + target.kind()
        + " target"
        + target.caveat().map(caveat -> ": " + caveat).orElse("");
  }

  /** Returns whether an interrupted run failed for another reason than its unfinished plan. */
  private static boolean failedBesides(Verdict verdict) {
    return verdict.invariants().stream()
            .anyMatch(one -> one.fails() && !one.name().equals(Invariant.CARRIED_OUT))
        || (verdict.outcome() == Verdict.Outcome.FAILED
            && verdict.invariants().stream().noneMatch(Invariant::fails));
  }

  private static String ending(Ending ending, Verdict verdict) {
    if (ending.interrupted()) {
      return failedBesides(verdict) ? " · failed" : "";
    }
    return ending.how() == Ending.How.FINISHED ? "" : " · " + ending.how().key().replace('-', ' ');
  }
}
