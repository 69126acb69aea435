package dev.tokenstorm.run;

import dev.tokenstorm.drill.DrillEnd;
import dev.tokenstorm.drill.DrillRecord;
import java.util.List;

/**
 * The outcome of drills.
 *
 * @param problems one sentence each on what went wrong
 * @param keptAll whether each file of the drills and of their runs was written
 */
public record DrillOutcome(DrillRecord record, List<String> problems, boolean keptAll) {
  public DrillOutcome {
    problems = List.copyOf(problems);
  }

  /** How it went, in a word. */
  public ExitState state() {
    if (record.state().end().filter(end -> end == DrillEnd.INTERRUPTED).isPresent()) {
      return ExitState.INTERRUPTED;
    }
    return switch (record.state().outcome()) {
      case DID_NOT_HOLD -> ExitState.FAILED;
      case HELD -> keptAll ? ExitState.PASSED : ExitState.COULD_NOT;
      case NOT_RUN -> ExitState.COULD_NOT;
    };
  }
}
