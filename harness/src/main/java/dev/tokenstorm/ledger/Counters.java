package dev.tokenstorm.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The ledger's counters. Each counts one transition; none is derived from another. Thread-safe. */
final class Counters {
  final LongAdder intended = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder started = new LongAdder();
  final LongAdder notReached = new LongAdder();
  final LongAdder issued = new LongAdder();
  final LongAdder unissued = new LongAdder();
  final LongAdder foreign = new LongAdder();
  final LongAdder wrongEnds = new LongAdder();
  final LongAdder audited = new LongAdder();
  final LongAdder unaudited = new LongAdder();
  final LongAdder discrepancies = new LongAdder();
  final LongAdder failedByUnissued = new LongAdder();
  final OperatorCounters operators = new OperatorCounters();
  private final Map<ExecutionState, LongAdder> workflows = new EnumMap<>(ExecutionState.class);
  private final Map<TokenState, LongAdder> tokens = new EnumMap<>(TokenState.class);

  Counters() {
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        workflows.put(state, new LongAdder());
      }
    }
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        tokens.put(state, new LongAdder());
      }
    }
  }

  LongAdder workflows(ExecutionState state) {
    return counter(workflows, state);
  }

  LongAdder tokens(TokenState state) {
    return counter(tokens, state);
  }

  private static <K> LongAdder counter(Map<K, LongAdder> counters, K state) {
    LongAdder counter = counters.get(state);
    if (counter == null) {
      throw new IllegalArgumentException(state + " is not final");
    }
    return counter;
  }

  LedgerCounts snapshot() {
    return new LedgerCounts(
        intended.sum(),
        dropped.sum(),
        rejected.sum(),
        started.sum(),
        notReached.sum(),
        sums(workflows, ExecutionState.class),
        issued.sum(),
        sums(tokens, TokenState.class),
        unissued.sum(),
        foreign.sum(),
        wrongEnds.sum(),
        audited.sum(),
        unaudited.sum(),
        discrepancies.sum(),
        failedByUnissued.sum());
  }

  private static <K extends Enum<K>> Map<K, Long> sums(Map<K, LongAdder> counters, Class<K> type) {
    Map<K, Long> sums = new EnumMap<>(type);
    counters.forEach((state, counter) -> sums.put(state, counter.sum()));
    return sums;
  }
}
