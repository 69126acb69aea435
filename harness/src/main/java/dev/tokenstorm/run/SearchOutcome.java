package dev.tokenstorm.run;

import dev.tokenstorm.search.Capacity;
import dev.tokenstorm.search.SearchAnswer;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.StopReason;
import java.util.List;

/**
 * The outcome of a search.
 *
 * @param end why it ended
 * @param problems one sentence each on what went wrong
 * @param keptAll whether each file of the search and of its runs was written
 */
public record SearchOutcome(
    SearchRecord record, StopReason end, List<String> problems, boolean keptAll) {
  public SearchOutcome {
    problems = List.copyOf(problems);
  }

  /** How it went, in a word. */
  public ExitState state() {
    return switch (end) {
      case INTERRUPTED -> ExitState.INTERRUPTED;
      case TARGET_LOST, FAILED -> ExitState.COULD_NOT;
      case NARROW, EXHAUSTED, BUDGET ->
          record.answer().filter(SearchOutcome::sound).isEmpty()
              ? ExitState.FAILED
              : keptAll ? ExitState.PASSED : ExitState.COULD_NOT;
    };
  }

  /** Whether an answer says what was asked. */
  private static boolean sound(SearchAnswer answer) {
    return !(answer instanceof Capacity capacity) || capacity.confirmedSeconds().isPresent();
  }
}
