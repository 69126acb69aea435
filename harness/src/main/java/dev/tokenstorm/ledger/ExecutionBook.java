package dev.tokenstorm.ledger;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.maps.NonBlockingHashMapLong;
import org.jspecify.annotations.Nullable;

/**
 * The workflows that are not done with, each from its start to its final state, and how many there
 * are. Thread-safe; where an entry is a parameter, the caller holds its monitor.
 */
final class ExecutionBook {
  private final int activities;
  private final Counters counters;
  private final NonBlockingHashMapLong<ExecutionEntry> entries = new NonBlockingHashMapLong<>();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong highestNumber = new AtomicLong(-1);

  /**
   * @param activities of each workflow
   */
  ExecutionBook(int activities, Counters counters) {
    this.activities = activities;
    this.counters = counters;
  }

  /** Opens the account of a workflow whose start is about to be requested. */
  ExecutionEntry open(long number, boolean measured, long intendedNanos, long startNanos) {
    return open(new ExecutionEntry(number, measured, intendedNanos, startNanos, activities));
  }

  /** Opens the account of a workflow that an earlier life of the run started. */
  ExecutionEntry adopt(long number, boolean measured, long startNanos) {
    ExecutionEntry entry = open(new AdoptedEntry(number, measured, startNanos, activities));
    start(entry);
    return entry;
  }

  private ExecutionEntry open(ExecutionEntry entry) {
    counters.intended.increment();
    highestNumber.accumulateAndGet(entry.number(), Math::max);
    inFlight.incrementAndGet();
    entries.put(entry.number(), entry);
    return entry;
  }

  /** It is there, as its start's acknowledgement or whatever comes of it shows. */
  void start(ExecutionEntry entry) {
    if (entry.start()) {
      counters.started.increment();
    }
  }

  /** Its start was refused; whether it could be. */
  boolean reject(ExecutionEntry entry) {
    if (!entry.reject()) {
      return false;
    }
    counters.rejected.increment();
    forget(entry);
    inFlight.decrementAndGet();
    return true;
  }

  /** Gives it its final state. Its account stays, for what is still to be learnt of its tokens. */
  void settle(ExecutionEntry entry, ExecutionState last) {
    entry.settle(last);
    counters.workflows(last).increment();
    inFlight.decrementAndGet();
  }

  /** Closes its account. */
  void forget(ExecutionEntry entry) {
    entries.remove(entry.number());
  }

  /** Whether a workflow of that number was ever opened here. */
  boolean isOurs(long number) {
    return number >= 0 && number <= highestNumber.get();
  }

  /** The account of that number; null when there is none, or none any more. */
  @Nullable ExecutionEntry find(long number) {
    return entries.get(number);
  }

  /** All accounts; weakly consistent. */
  Collection<ExecutionEntry> entries() {
    return entries.values();
  }

  /** Workflows without a final state. */
  long inFlight() {
    return inFlight.get();
  }
}
