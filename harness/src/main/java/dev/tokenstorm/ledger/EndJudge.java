package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import java.util.Optional;

/** Compares how workflows ended with what their draws say. The caller holds the entry's monitor. */
final class EndJudge {
  private final Expectation expectation;

  EndJudge(Expectation expectation) {
    this.expectation = expectation;
  }

  /** Whether the account alone explains the end, so that no history needs to be read. */
  boolean explained(ExecutionEntry entry) {
    ExecutionEnd end = entry.end();
    if (end == null) {
      return false;
    }
    return terminatedByUs(entry, end)
        || (expectation.meets(entry.number(), entry::missed, end)
            && (end.status() != Status.COMPLETED || entry.allCompleted()));
  }

  /** What is wrong with the end, in one sentence; empty when nothing is. */
  Optional<String> wrong(ExecutionEntry entry) {
    ExecutionEnd end = entry.end();
    if (end == null || terminatedByUs(entry, end)) {
      return Optional.empty();
    }
    ExecutionEnd expected = expected(entry);
    return end.equals(expected)
        ? Optional.empty()
        : Optional.of("It " + end + "; it should have " + expected + ".");
  }

  /**
   * Whether it failed as it had to, and would not have failed if the server had lost no start of
   * its activities.
   */
  boolean failedByUnissued(ExecutionEntry entry) {
    ExecutionEnd end = entry.end();
    return end != null
        && isFailure(end)
        && end.equals(expected(entry))
        && !isFailure(expectation.end(entry.number(), entry::late));
  }

  /** An execution that is an activity fails of timeouts by timing out itself. */
  private static boolean isFailure(ExecutionEnd end) {
    return end.status() == Status.FAILED || end.status() == Status.TIMED_OUT;
  }

  /**
   * Whether the external completer was drawn to take longer for the token than the server waits.
   */
  boolean overdue(Token token) {
    return expectation.overdue(token.execution().number(), token.activity(), token.attempt());
  }

  private static boolean terminatedByUs(ExecutionEntry entry, ExecutionEnd end) {
    return end.status() == Status.TERMINATED && entry.terminatedByUs();
  }

  private ExecutionEnd expected(ExecutionEntry entry) {
    return expectation.end(entry.number(), entry::missed);
  }
}
