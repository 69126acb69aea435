package dev.tokenstorm.report;

import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;

/**
 * The first line on a run: the verdict's word, how the run ended, what the target was, and what
 * must be known of it. A run that the user interrupted has a word of its own, for it proves
 * nothing; what failed in it beside that is said behind the word.
 */
final class Headline {
  /** The word for a run that the user ended before its time. */
  static final String INTERRUPTED = "INTERRUPTED";

  private Headline() {}

  /** The whole line. */
  static String of(RunResult result, Verdict verdict) {
    return word(result, verdict) + afterWord(result, verdict);
  }

  /** Its first word. */
  static String word(RunResult result, Verdict verdict) {
    return result.ending().interrupted() ? INTERRUPTED : verdict.outcome().name();
  }

  /** What follows the word. */
  static String afterWord(RunResult result, Verdict verdict) {
    TargetInfo target = result.facts().target();
    return ending(result.ending(), verdict)
        + " · "
        + target.kind()
        + " target"
        + target.caveat().map(caveat -> ": " + caveat).orElse("");
  }

  /** Whether more is wrong than that an interrupted run did not come to all of its plan. */
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
