package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenAccount;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides what the external completer does with each pending activity, and when. Thread-safe; a
 * token is with one holder at a time.
 */
public final class CompletionScheduler implements AutoCloseable {
  /** Later than any run lasts, yet far from overflow. */
  private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(365 * 50);

  private static final long FIRST_CANCEL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_CANCEL_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final NanoClock clock;
  private final Draws draws;
  private final Optional<Duration> heartbeatInterval;
  private final TokenAccount account;
  private final LatencyRecorders latencies;
  private final Backoff backoff;
  private final TokenQueue queue;
  private final DelayHeap parked;
  private final int completers;
  private final AtomicInteger underWay = new AtomicInteger();

  /** The first call of a completer waits for its connection, which is no load. */
  private final AtomicInteger coldCalls;

  private volatile long giveUpAtNanos;
  private volatile boolean holding;
  private volatile long releasedNanos;

  /** When a completer was last the first to have nothing to do. */
  private volatile long freeSinceNanos;

  public CompletionScheduler(
      NanoClock clock,
      CompletionPlan plan,
      Draws draws,
      TokenAccount account,
      LatencyRecorders latencies,
      Backoff backoff,
      TokenQueue queue) {
    this.clock = clock;
    this.draws = draws;
    this.heartbeatInterval = plan.heartbeatInterval();
    this.account = account;
    this.latencies = latencies;
    this.backoff = backoff;
    this.queue = queue;
    this.completers = plan.completers();
    this.coldCalls = new AtomicInteger(completers);
    this.parked = new DelayHeap(clock, queue, account::moot);
    this.giveUpAtNanos = clock.nanoTime() + NEVER_NANOS;
    this.holding = plan.park().isPresent();
    this.releasedNanos = clock.nanoTime();
    this.freeSinceNanos = releasedNanos;
  }

  /** Calls that fail after this moment are not made again. */
  public void giveUpAt(long nanos) {
    giveUpAtNanos = nanos;
  }

  /** Holds no completion back any longer: what is parked is due at once, the oldest first. */
  public void release() {
    releasedNanos = clock.nanoTime();
    holding = false;
    parked.release(releasedNanos);
  }

  /** Tokens that are not due. */
  public int parked() {
    return parked.size();
  }

  /** Whether a completion waits for the release. Those of the warm-up never do. */
  private boolean held(Token token) {
    return holding && token.execution().measured();
  }

  /** Takes over a token that was just issued. Blocks while the token queue is full. */
  public void accept(Token token) throws InterruptedException {
    if (schedule(token, token.issuedNanos())) {
      queue.put(token);
    }
  }

  /** Does the same for who must not wait: what the full queue has no room for is parked. */
  public void acceptAtOnce(Token token) {
    acceptAtOnce(token, token.issuedNanos());
  }

  /** Does the same for a token that was kept back until now: nothing is due for it before. */
  public void acceptLate(Token token) {
    acceptAtOnce(token, clock.nanoTime());
  }

  private void acceptAtOnce(Token token, long fromNanos) {
    if (schedule(token, fromNanos) && !queue.offer(token)) {
      parked.add(token);
    }
  }

  /**
   * Whether the token is due now; else it is parked, or there is nothing to do for it.
   *
   * @param fromNanos before which nothing is due
   */
  private boolean schedule(Token token, long fromNanos) {
    long issued = token.issuedNanos();
    Outcome outcome = outcome(token);
    long work =
        outcome == Outcome.COMPLETE || outcome == Outcome.FAIL
            ? draws.delayNanos(token.execution().number(), token.activity(), token.attempt())
            : NEVER_NANOS;
    token.completeAt(issued + work);
    if (outcome == Outcome.ABANDON && heartbeatInterval.isEmpty()) {
      return false;
    }
    long heartbeat = heartbeatNanos(token, outcome);
    long wait = held(token) ? heartbeat : Math.min(work, heartbeat);
    boolean dueNow = issued + wait - fromNanos <= 0;
    token.dueAt(dueNow ? fromNanos : issued + wait);
    if (!dueNow) {
      parked.add(token);
    }
    return dueNow;
  }

  /**
   * What to do with a token that a completer has taken; to be followed by {@link #answered}.
   *
   * @return empty when there is nothing left to do for it
   */
  public Optional<CallKind> next(Token token) {
    long now = clock.nanoTime();
    CallKind call = choose(token, now);
    boolean first = call != CallKind.HEARTBEAT && !token.answering();
    if (first) {
      token.answeringSince(now);
    }
    if (!account.begin(token, now)) {
      return Optional.empty();
    }
    int calls = underWay.incrementAndGet();
    if (first) {
      token.callsUnderWay(calls);
      long wait = now - token.dueNanos();
      latencies.recordTokenWait(
          token.execution().measured(), wait, Math.min(wait, now - freeSinceNanos), calls);
    }
    return Optional.of(call);
  }

  private CallKind choose(Token token, long now) {
    Outcome outcome = outcome(token);
    if (outcome == Outcome.CANCEL) {
      return token.cancelSignalled() ? CallKind.REPORT_CANCELLATION : CallKind.HEARTBEAT;
    }
    if (now - token.completeAtNanos() < 0 || held(token)) {
      return CallKind.HEARTBEAT;
    }
    return outcome == Outcome.FAIL ? CallKind.FAIL : CallKind.COMPLETE;
  }

  /** Takes the answer to a call. Never blocks. */
  public void answered(Token token, CallKind call, CallOutcome answer) {
    long now = clock.nanoTime();
    if (underWay.getAndDecrement() >= completers) {
      freeSinceNanos = now;
    }
    switch (answer) {
      case OK -> succeeded(token, call);
      case CANCEL_REQUESTED -> {
        token.signalCancel();
        boolean ours = outcome(token) == Outcome.CANCEL;
        parkAgain(token, ours ? clock.nanoTime() : nextHeartbeat(token));
      }
      case GONE, REFUSED -> account.doubted(token);
      case AGAIN -> {
        int retries = token.retries();
        long at = clock.nanoTime() + backoff.nanos(retries);
        token.retries(retries + 1);
        if (at - giveUpAtNanos > 0) {
          account.doubted(token);
        } else {
          parkAgain(token, at);
        }
      }
    }
  }

  private void succeeded(Token token, CallKind call) {
    token.retries(0);
    switch (call) {
      case HEARTBEAT -> parkAgain(token, nextHeartbeat(token));
      case COMPLETE -> settled(token, TokenState.COMPLETED);
      case FAIL -> settled(token, TokenState.FAILED);
      case REPORT_CANCELLATION -> settled(token, TokenState.CANCELLED);
    }
  }

  private void settled(Token token, TokenState state) {
    boolean measured = token.execution().measured();
    long nanos = clock.nanoTime() - token.firstCallNanos();
    if (coldCalls.get() > 0 && coldCalls.getAndDecrement() > 0) {
      latencies.record(Latency.COMPLETION_CALL, measured, nanos);
    } else {
      latencies.recordCall(measured, nanos, token.callsUnderWay());
    }
    account.answered(token, state);
  }

  private void parkAgain(Token token, long dueNanos) {
    if (account.released(token)) {
      token.dueAt(dueNanos);
      parked.add(token);
    }
  }

  private long nextHeartbeat(Token token) {
    long now = clock.nanoTime();
    long next = token.dueNanos() + heartbeatNanos(token, outcome(token));
    long notPast = next - now < 0 ? now : next;
    if (held(token)) {
      return notPast;
    }
    long done = token.completeAtNanos();
    long due = done - releasedNanos < 0 ? releasedNanos : done;
    return due - notPast < 0 ? due : notPast;
  }

  /** A token that waits for its cancellation asks for it by heartbeats, ever less often. */
  private long heartbeatNanos(Token token, Outcome outcome) {
    if (heartbeatInterval.isPresent()) {
      return heartbeatInterval.get().toNanos();
    }
    if (outcome != Outcome.CANCEL) {
      return NEVER_NANOS;
    }
    long age = token.dueNanos() == 0 ? 0 : clock.nanoTime() - token.issuedNanos();
    return Math.max(FIRST_CANCEL_POLL_NANOS, Math.min(age, LONGEST_CANCEL_POLL_NANOS));
  }

  private Outcome outcome(Token token) {
    return draws.outcome(token.execution().number(), token.activity(), token.attempt());
  }

  @Override
  public void close() {
    queue.close();
    parked.close();
  }
}
