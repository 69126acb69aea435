package dev.tokenstorm.takeup;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.Outcome;

/**
 * Enters attempts of an earlier life into an account, as the server's record has them. The record
 * tells how many attempts an activity had, and how the last one ended. An earlier one that was
 * drawn to fail is taken for failed, and every other for one that nobody answered. Thread-safe.
 */
final class PastAttempts {
  private final Ledger ledger;
  private final Draws draws;

  PastAttempts(Ledger ledger, Draws draws) {
    this.ledger = ledger;
    this.draws = draws;
  }

  /** Enters those of an activity that has closed, or whose execution has. */
  void enter(ExecutionEntry entry, int activity, ActivityEvidence evidence) {
    int last = evidence.startedAttempt();
    if (last > 0) {
      enterBefore(entry, activity, last);
      ledger.past(entry, activity, last, state(evidence.closing()));
    }
  }

  /** Enters those of an activity that came before an attempt of it; no more than any plan has. */
  void enterBefore(ExecutionEntry entry, int activity, int attempt) {
    int end = Math.min(attempt, GreetingPlan.MOST_ATTEMPTS + 1);
    for (int past = 1; past < end; past++) {
      boolean failed = draws.outcome(entry.number(), activity, past) == Outcome.FAIL;
      ledger.past(entry, activity, past, failed ? TokenState.FAILED : TokenState.SUPERSEDED);
    }
  }

  private static TokenState state(Closing closing) {
    return switch (closing) {
      case COMPLETED -> TokenState.COMPLETED;
      case FAILED -> TokenState.FAILED;
      case TIMED_OUT -> TokenState.TIMED_OUT;
      case CANCELLED -> TokenState.CANCELLED;
      case NONE -> TokenState.ORPHANED;
    };
  }
}
