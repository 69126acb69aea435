package dev.tokenstorm.handover;

import dev.tokenstorm.completion.CallDecider;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Token;
import java.time.Duration;
import java.util.Optional;

/** Heartbeats of tokens that are not handed over yet: calls of the process that issued them. */
final class HandoverHeartbeats {
  /** Heartbeats that wait for their turn, before who brings more of them waits as well. */
  private static final int MOST_WAITING = 4_096;

  private final TokenQueue queue;
  private final CallDecider decider;
  private final CompleterPool pool;

  /**
   * @param decider has said that it is to be made, and takes its answer
   * @param pools makes the pool of who calls
   */
  HandoverHeartbeats(CallDecider decider, Pools pools) {
    this.queue = new TokenQueue(MOST_WAITING);
    this.decider = decider;
    this.pool = pools.pool(queue, new OnlyHeartbeats(decider));
  }

  /** Makes a pool. */
  interface Pools {
    CompleterPool pool(TokenQueue queue, CallDecider decider);
  }

  private record OnlyHeartbeats(CallDecider decider) implements CallDecider {
    @Override
    public Optional<CallKind> next(Token token) {
      return Optional.of(CallKind.HEARTBEAT);
    }

    @Override
    public void answered(Token token, CallKind call, CallOutcome answer) {
      decider.answered(token, call, answer);
    }
  }

  void start() {
    pool.start();
  }

  /** Takes a token whose heartbeat is to be made. Blocks while too many wait. */
  void give(Token token) throws InterruptedException {
    if (!queue.put(token)) {
      // Nothing is called for any more.
      decider.answered(token, CallKind.HEARTBEAT, CallOutcome.AGAIN);
    }
  }

  int busy() {
    return queue.depth() + pool.busy();
  }

  void closeQueue() {
    queue.close();
  }

  boolean awaitIdle(Duration timeout) {
    return pool.awaitIdle(timeout);
  }
}
