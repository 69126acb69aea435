package dev.tokenstorm.result;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.EnumMap;
import java.util.Map;

/** Computes differences of cumulative counts, and the sums that rates are made of. */
public final class Counts {
  /** Counts of a run that has not begun. */
  public static final LedgerCounts NONE =
      new LedgerCounts(0, 0, 0, 0, 0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);

  private Counts() {}

  /** Returns what was counted between two moments. */
  public static LedgerCounts between(LedgerCounts before, LedgerCounts after) {
    return new LedgerCounts(
        after.intended() - before.intended(),
        after.dropped() - before.dropped(),
        after.rejected() - before.rejected(),
        after.started() - before.started(),
        after.notReached() - before.notReached(),
        between(ExecutionState.class, before.workflows(), after.workflows()),
        after.issued() - before.issued(),
        between(TokenState.class, before.tokens(), after.tokens()),
        after.unissued() - before.unissued(),
        after.foreign() - before.foreign(),
        after.wrongEnds() - before.wrongEnds(),
        after.audited() - before.audited(),
        after.unaudited() - before.unaudited(),
        after.discrepancies() - before.discrepancies(),
        after.failedByUnissued() - before.failedByUnissued());
  }

  /** Returns the sum of what was counted in two periods. */
  public static LedgerCounts sum(LedgerCounts one, LedgerCounts other) {
    return between(between(one, NONE), other);
  }

  /** Returns the higher of two counts of each kind. */
  public static LedgerCounts higher(LedgerCounts one, LedgerCounts other) {
    return new LedgerCounts(
        Math.max(one.intended(), other.intended()),
        Math.max(one.dropped(), other.dropped()),
        Math.max(one.rejected(), other.rejected()),
        Math.max(one.started(), other.started()),
        Math.max(one.notReached(), other.notReached()),
        higher(ExecutionState.class, one.workflows(), other.workflows()),
        Math.max(one.issued(), other.issued()),
        higher(TokenState.class, one.tokens(), other.tokens()),
        Math.max(one.unissued(), other.unissued()),
        Math.max(one.foreign(), other.foreign()),
        Math.max(one.wrongEnds(), other.wrongEnds()),
        Math.max(one.audited(), other.audited()),
        Math.max(one.unaudited(), other.unaudited()),
        Math.max(one.discrepancies(), other.discrepancies()),
        Math.max(one.failedByUnissued(), other.failedByUnissued()));
  }

  private static <S extends Enum<S>> Map<S, Long> higher(
      Class<S> states, Map<S, Long> one, Map<S, Long> other) {
    Map<S, Long> higher = new EnumMap<>(states);
    for (S state : states.getEnumConstants()) {
      higher.put(state, Math.max(one.getOrDefault(state, 0L), other.getOrDefault(state, 0L)));
    }
    return higher;
  }

  /**
   * Returns how many workflows closed by themselves. Those that the harness terminated are no
   * throughput.
   */
  public static long closed(LedgerCounts counts) {
    return counts.workflows(ExecutionState.COMPLETED)
        + counts.workflows(ExecutionState.FAILED)
        + counts.workflows(ExecutionState.TIMED_OUT)
        + counts.workflows(ExecutionState.CANCELLED);
  }

  /** Returns how many tokens a completer settled: completed, failed or cancelled. */
  public static long answered(LedgerCounts counts) {
    return counts.tokens(TokenState.COMPLETED)
        + counts.tokens(TokenState.FAILED)
        + counts.tokens(TokenState.CANCELLED);
  }

  /** Returns how many tokens are of unknown fate or were never settled. */
  public static long lost(LedgerCounts counts) {
    return counts.tokens(TokenState.UNKNOWN) + counts.tokens(TokenState.PENDING);
  }

  /** Returns how many RPC attempts were made. */
  public static long calls(Map<RpcStatus, Long> rpc) {
    return rpc.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many RPC attempts went wrong. */
  public static long errors(Map<RpcStatus, Long> rpc) {
    return rpc.entrySet().stream()
        .filter(entry -> entry.getKey().isError())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static <S extends Enum<S>> Map<S, Long> between(
      Class<S> states, Map<S, Long> before, Map<S, Long> after) {
    Map<S, Long> between = new EnumMap<>(states);
    for (S state : states.getEnumConstants()) {
      long count = after.getOrDefault(state, 0L) - before.getOrDefault(state, 0L);
      if (count != 0) {
        between.put(state, count);
      }
    }
    return between;
  }
}
