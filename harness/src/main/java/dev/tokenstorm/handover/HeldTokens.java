package dev.tokenstorm.handover;

import dev.tokenstorm.completion.CallDecider;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.completion.DelayHeap;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.CompletionContent;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/**
 * The tokens of other processes' runs that are held here: each waits for its call, and for its call
 * again if that failed for a passing reason. A record is accepted once its outcome is on its way
 * back for good. Thread-safe.
 */
final class HeldTokens implements CallDecider, AutoCloseable {
  private final NanoClock clock;
  private final Backoff backoff;
  private final TokenQueue queue;
  private final OutcomeSender outcomes;
  private final CompletingCounters counters;
  private final DelayHeap again;
  private final ConcurrentHashMap<Long, HeldRecord> held = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean stopping;

  HeldTokens(
      NanoClock clock,
      Backoff backoff,
      TokenQueue queue,
      OutcomeSender outcomes,
      CompletingCounters counters) {
    this.clock = clock;
    this.backoff = backoff;
    this.queue = queue;
    this.outcomes = outcomes;
    this.counters = counters;
    this.again = new DelayHeap(clock, queue, token -> false);
  }

  /** What calls for these tokens carry. */
  CompletionContent content() {
    return new HeldContent(held::get);
  }

  /** Takes over a record that names a pending activity. */
  void take(HeldRecord record, TokenRecord content) throws InterruptedException {
    long now = clock.nanoTime();
    // Not 0, which clients ask for before there is any record.
    long number = numbers.incrementAndGet();
    Token token =
        Token.ofAnotherProcess(
            number,
            content.activity(),
            content.attempt(),
            content.token(),
            content.workflowRunId(),
            content.activityId(),
            now);
    token.dueAt(now);
    record.names(content, token);
    held.put(number, record);
    if (!queue.put(token)) {
      release(record);
    }
  }

  /** Begins nothing more: what has not been called for is given back. */
  void stop() {
    stopping = true;
  }

  @Override
  public Optional<CallKind> next(Token token) {
    HeldRecord record = held.get(token.execution().number());
    if (record == null) {
      return Optional.empty();
    }
    if (stopping && !record.called()) {
      release(record);
      return Optional.empty();
    }
    if (over(record)) {
      if (record.called()) {
        send(record, OutcomeRecord.Status.UNANSWERED);
      } else {
        counters.stale.increment();
        forget(record, AcknowledgeType.REJECT);
      }
      return Optional.empty();
    }
    record.callingSince(clock.nanoTime());
    return Optional.of(record.content().call().kind());
  }

  @Override
  public void answered(Token token, CallKind call, CallOutcome answer) {
    HeldRecord record = held.get(token.execution().number());
    if (record == null) {
      return;
    }
    if (answer == CallOutcome.AGAIN && !over(record)) {
      int retries = token.retries();
      token.retries(retries + 1);
      token.dueAt(clock.nanoTime() + backoff.nanos(retries));
      again.add(token);
    } else {
      send(record, OutcomeRecord.Status.of(answer));
    }
  }

  private static boolean over(HeldRecord record) {
    return Instant.now().toEpochMilli() > record.content().deadlineMillis();
  }

  private void release(HeldRecord record) {
    counters.released.increment();
    forget(record, AcknowledgeType.RELEASE);
  }

  private void send(HeldRecord record, OutcomeRecord.Status status) {
    long now = clock.nanoTime();
    TokenRecord content = record.content();
    outcomes.send(
        new OutcomeRecord(
            TokenRecord.Kind.TOKEN,
            content.run(),
            content.execution(),
            content.activity(),
            content.attempt(),
            status,
            outcomes.completer(),
            record.deliveries(),
            content.copy(),
            micros(now - record.token().issuedNanos()),
            micros(now - record.firstCallNanos())),
        sent -> {
          if (sent) {
            counters.answered.increment();
            forget(record, AcknowledgeType.ACCEPT);
          } else {
            // Whoever gets it next is told that the activity is gone, which the history explains.
            release(record);
          }
        });
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }

  private void forget(HeldRecord record, AcknowledgeType type) {
    held.remove(record.token().execution().number());
    record.decide(type);
  }

  @Override
  public void close() {
    queue.close();
    again.close();
  }
}
