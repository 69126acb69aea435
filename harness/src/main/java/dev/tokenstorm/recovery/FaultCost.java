package dev.tokenstorm.recovery;

import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.Map;
import java.util.Optional;

/**
 * What a fault cost. Counts are those of its window: of all steps from its begin to its end. Those
 * of RPC attempts go on beyond it where what it struck fails later.
 *
 * @param span from when to when it went on
 * @param nanos length of the window
 * @param calls RPC attempts that ended
 * @param errors those that went wrong, by status
 * @param completions tokens that a completer settled
 * @param closed executions that closed by themselves
 * @param missing what did not happen because of it; empty if it is not known what the run was
 *     before
 * @param gapNanos longest time without a completion, of those that reach into the window
 * @param recovery how long the run took to be as it was before
 * @param doubts tokens that were called for in the window and became doubtful, or became so within
 *     it, by how they were settled
 * @param attempts what became of attempts, as far as it was learnt in the window
 */
public record FaultCost(
    FaultSpan span,
    long nanos,
    long calls,
    Map<RpcStatus, Long> errors,
    long completions,
    long closed,
    Optional<Missing> missing,
    long gapNanos,
    TimeToRecover recovery,
    Map<TokenState, Long> doubts,
    AttemptCounts attempts) {
  public FaultCost {
    errors = Map.copyOf(errors);
    doubts = Map.copyOf(doubts);
  }

  /**
   * What a run without the fault would have done in the window, by its mean rate before, and this
   * run did not.
   */
  public record Missing(long completions, long closed) {}

  /** Returns the length of the window in seconds, by which rates are computed. */
  public double seconds() {
    return Nanos.toSeconds(nanos);
  }

  /** Returns how many attempts went wrong. */
  public long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many tokens were doubtful. */
  public long doubtful() {
    return doubts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the longest time without a completion, in seconds. */
  public double gapSeconds() {
    return Nanos.toSeconds(gapNanos);
  }
}
