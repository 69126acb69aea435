package dev.tokenstorm.run;

import dev.tokenstorm.compare.CompareEnd;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.comparison.ComparisonOutcome;
import java.util.List;

/**
 * The outcome of a comparison.
 *
 * @param end why it ended
 * @param problems one sentence each on what went wrong
 * @param keptAll whether each file of the comparison and of its runs was written
 */
public record CompareOutcome(
    CompareRecord record, CompareEnd end, List<String> problems, boolean keptAll) {
  public CompareOutcome {
    problems = List.copyOf(problems);
  }

  /** How it went, in a word. */
  public ExitState state() {
    return switch (end) {
      case INTERRUPTED -> ExitState.INTERRUPTED;
      case TARGET_LOST, FAILED -> ExitState.COULD_NOT;
      case DECIDED, ALL_RUN, BUDGET, SIDE_FAILED -> judged();
    };
  }

  /** How it went if nothing but the runs' figures says so. */
  public static ExitState state(ComparisonOutcome outcome) {
    return switch (outcome) {
      case FAILED -> ExitState.FAILED;
      case UNDECIDED -> ExitState.UNTRUSTWORTHY;
      case PASSED -> ExitState.PASSED;
    };
  }

  private ExitState judged() {
    ExitState judged = state(record.answer().outcome());
    boolean nothing = record.answer().result().isEmpty() && judged != ExitState.FAILED;
    return nothing || (judged == ExitState.PASSED && !keptAll) ? ExitState.COULD_NOT : judged;
  }
}
