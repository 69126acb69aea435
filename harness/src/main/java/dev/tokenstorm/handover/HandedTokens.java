package dev.tokenstorm.handover;

import dev.tokenstorm.completion.CallDecider;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.HandoverCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that a run has sent to other processes, until their outcomes come back. The first
 * outcome of a token counts. A later one says that it was handed out twice, which fails nothing.
 * Thread-safe; bounded by the tokens that are pending.
 */
final class HandedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(HandedTokens.class);
  private static final int MOST_NAMED = 20;

  private final CallDecider decider;
  private final ConcurrentHashMap<TokenName, HandedToken> open = new ConcurrentHashMap<>();
  private final Set<String> completers = ConcurrentHashMap.newKeySet();
  private final LongAdder ended = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder redelivered = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private final LongAdder completedBefore = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  /** What names a token in a record: never its bytes. */
  private record TokenName(long execution, int activity, int attempt) {}

  /**
   * A token on its way.
   *
   * @param deadlineMillis when its attempt is over, in milliseconds since the epoch
   */
  record HandedToken(Token token, CallKind call, long deadlineMillis) {}

  HandedTokens(CallDecider decider) {
    this.decider = decider;
  }

  /** A token is about to be sent. */
  void sent(Token token, CallKind call, long deadlineMillis) {
    sent.increment();
    open.put(
        new TokenName(token.execution().number(), token.activity(), token.attempt()),
        new HandedToken(token, call, deadlineMillis));
  }

  /** An outcome has come. */
  void came(OutcomeRecord outcome) {
    completers.add(outcome.completer());
    if (outcome.kind() != TokenRecord.Kind.TOKEN) {
      if (outcome.kind() == TokenRecord.Kind.END) {
        ended.increment();
      }
      return;
    }
    if (outcome.deliveries() > 1 || outcome.copy() > 0) {
      redelivered.increment();
    }
    HandedToken handed =
        open.remove(new TokenName(outcome.execution(), outcome.activity(), outcome.attempt()));
    if (handed == null) {
      duplicate(outcome);
      return;
    }
    delivered.increment();
    switch (outcome.status()) {
      case OK -> completed.increment();
      case GONE -> completedBefore.increment();
      case REFUSED -> refused.increment();
      case UNANSWERED -> unanswered.increment();
    }
    decider.answered(handed.token(), handed.call(), outcome.status().outcome());
  }

  private void duplicate(OutcomeRecord outcome) {
    duplicates.increment();
    if (duplicates.sum() <= MOST_NAMED) {
      LOG.info(
          "Token {}/{}#{} was handed out once more: process {} answered it as well ({}).",
          outcome.execution(),
          outcome.activity(),
          outcome.attempt(),
          outcome.completer(),
          outcome.status().key());
    }
  }

  /** Gives up tokens of which no outcome will come: the history says what became of them. */
  void giveUp(Predicate<HandedToken> which) {
    List<Map.Entry<TokenName, HandedToken>> late = new ArrayList<>(open.entrySet());
    for (Map.Entry<TokenName, HandedToken> entry : late) {
      if (which.test(entry.getValue()) && open.remove(entry.getKey(), entry.getValue())) {
        unanswered.increment();
        decider.answered(
            entry.getValue().token(), entry.getValue().call(), CallOutcome.REFUSED);
      }
    }
  }

  /** Tokens of which no outcome has come. */
  int open() {
    return open.size();
  }

  /** Processes of which something came. */
  Set<String> completers() {
    return Set.copyOf(completers);
  }

  /** Whether the end of the run was heard of by as many as it was told. */
  boolean endHeard() {
    return ended.sum() >= completers.size();
  }

  HandoverCounts counts() {
    return new HandoverCounts(
        sent.sum(),
        delivered.sum(),
        redelivered.sum(),
        duplicates.sum(),
        completed.sum(),
        completedBefore.sum(),
        refused.sum(),
        unanswered.sum(),
        completers.size());
  }
}
