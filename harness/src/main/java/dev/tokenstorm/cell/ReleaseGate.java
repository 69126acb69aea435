package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The gate holds completions back until a release, and counts what came of it. For one thread, in
 * the order of the methods.
 */
final class ReleaseGate {
  private final long tokens;
  private final int branches;
  private final long longestNanos;
  private final Ledger ledger;
  private final IntSupplier kept;
  private final NanoClock clock;
  private long firstNanos;
  private boolean reached;
  private boolean tooLong;

  /** Whether each token that was to come was pending. */
  private boolean allPending;

  private long pending;
  private long settledBefore;

  /**
   * @param tokens how many are to be pending
   * @param branches how many of an execution can be pending at one time
   * @param longest how long completions may be held back, from the first of them
   * @param kept tokens that are pending, and that nobody could complete yet
   */
  ReleaseGate(
      long tokens,
      int branches,
      Duration longest,
      Ledger ledger,
      IntSupplier kept,
      NanoClock clock) {
    this.tokens = tokens;
    this.branches = branches;
    this.longestNanos = longest.toNanos();
    this.ledger = ledger;
    this.kept = kept;
    this.clock = clock;
    this.firstNanos = clock.nanoTime();
  }

  /**
   * Whether nothing is gained by holding on: enough are pending, no more can be, or the oldest
   * would have too little time left to be answered in.
   *
   * @param startsOver whether no further workflow starts
   */
  boolean over(boolean startsOver) {
    long now = parked();
    if (now == 0) {
      firstNanos = clock.nanoTime();
    }
    reached |= now >= tokens;
    tooLong = clock.nanoTime() - firstNanos >= longestNanos;
    // Attempts that time out during a longer hold do not undo what was reached.
    allPending |= startsOver && now >= ledger.inFlight() * branches;
    return reached || tooLong || allPending;
  }

  private long parked() {
    // In this order, so that one that comes meanwhile is left out.
    long all = ledger.pendingTokens();
    return Math.max(0, all - kept.getAsInt());
  }

  /** Whether the oldest would have too little time left. */
  boolean tooLong() {
    return tooLong;
  }

  /** Whether as many were pending as were asked for, at any time so far. */
  boolean reached() {
    return reached;
  }

  /** They are about to be released; whether there are any. */
  boolean release() {
    pending = parked();
    settledBefore = ledger.counts().tokensSettled();
    return pending > 0;
  }

  /** Whether as many tokens have been settled since as were released. */
  boolean settled() {
    return ledger.counts().tokensSettled() - settledBefore >= pending;
  }

  /** What is to be said of too few. */
  Optional<String> shortfall() {
    return reached
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Only %,d of the %,d tokens of --park were pending when %s.",
                pending,
                tokens,
                tooLong
                    ? "half of --start-to-close-timeout was over; lengthen that, lower --park, or give"
                        + " more --workflows and --in-flight, as a server may lose starts"
                    : "nothing more was to start"));
  }
}
