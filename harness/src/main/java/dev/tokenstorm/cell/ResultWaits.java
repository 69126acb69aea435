package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.ResultPolls;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Clients that wait for results of executions that were started, as many as the plan has at one
 * time. While all of them wait, further executions have no client. Thread-safe.
 */
final class ResultWaits implements AutoCloseable {
  /** How long clients have once all is closed: two of the longest pauses before a call is made. */
  static final Duration LAST_RESULTS = Backoff.LONGEST.multipliedBy(2);

  private final Optional<ResultPolls> polls;
  private final ExecutionTimes times;
  private final int most;
  private final NanoClock clock;
  private int waiting;
  private long unseen;
  private boolean ended;

  /** When all had closed, by the injected clock; for the cell's thread. */
  private OptionalLong closedNanos = OptionalLong.empty();

  /**
   * @param most clients at one time
   */
  ResultWaits(Optional<ResultPolls> polls, ExecutionTimes times, int most, NanoClock clock) {
    this.polls = polls;
    this.times = times;
    this.most = most;
    this.clock = clock;
  }

  /** Lets a client that is free wait for an execution, whose start was acknowledged. */
  void begin(ExecutionEntry entry) {
    if (polls.isPresent() && take()) {
      polls.get().await(entry.number(), () -> seen(entry), this::lost);
    }
  }

  private synchronized boolean take() {
    if (ended || waiting >= most) {
      return false;
    }
    waiting++;
    return true;
  }

  /** A latency that came after the last interval would be in none. */
  private synchronized void seen(ExecutionEntry entry) {
    if (!ended) {
      waiting--;
      times.resultSeen(entry);
    }
  }

  private synchronized void lost() {
    if (!ended) {
      waiting--;
      unseen++;
    }
  }

  /** Whether there are clients at all. */
  boolean any() {
    return polls.isPresent();
  }

  /**
   * Whether no client waits any more, or those that do have had their time. To be asked once all
   * executions have closed, by the cell's thread.
   */
  boolean over() {
    long now = clock.nanoTime();
    if (closedNanos.isEmpty()) {
      closedNanos = OptionalLong.of(now);
    }
    return now - closedNanos.getAsLong() >= LAST_RESULTS.toNanos() || idle();
  }

  private synchronized boolean idle() {
    return waiting == 0;
  }

  /** Results that clients waited for and did not see. */
  synchronized long unseen() {
    return unseen;
  }

  /** Ends all waits: what was not seen by now will not be. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      unseen += waiting;
      waiting = 0;
    }
    polls.ifPresent(ResultPolls::close);
  }
}
