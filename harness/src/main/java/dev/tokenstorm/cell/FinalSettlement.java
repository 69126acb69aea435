package dev.tokenstorm.cell;

import dev.tokenstorm.audit.Auditor;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.server.Backoff;
import java.time.Duration;

/**
 * The settlement follows the figures, and is no part of them. Calls under way are answered, open
 * executions terminated, and doubtful ones read from histories. Then the worker ends, and each
 * pause with it. For one thread.
 */
final class FinalSettlement {
  /** How long audits and terminations may take after the drain without getting on. */
  private static final Duration AUDITS_PROGRESS = Duration.ofSeconds(60);

  /** Longer than one attempt of a call may take. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(12);

  /** How long the ends of pauses may take whose executions are left open. */
  static final Duration LAST_UNPAUSES = Duration.ofSeconds(2);

  /** Longer than a driver that was stopped takes to count what it did not come to. */
  private static final Duration DRIVER_END = Duration.ofSeconds(2);

  private final CellParts parts;
  private final DriverThread driving;
  private final EndOfRun end;
  private final Grace grace;
  private final WatchfulWait wait;
  private final WorkerClosing worker;

  FinalSettlement(CellParts parts, RunControls controls, WatchfulWait wait) {
    this.parts = parts;
    this.driving = controls.driving();
    this.end = controls.end();
    this.grace = controls.grace();
    this.worker = controls.worker();
    this.wait = wait;
  }

  /**
   * Settles all.
   *
   * @param drainEndNanos when the drain has to be over, by the injected clock
   * @return whether every call was answered
   */
  boolean settle(long drainEndNanos) throws InterruptedException {
    long left = Math.max(0, drainEndNanos - parts.clock().nanoTime());
    wait.until(() -> drained() || grace.drainOver(), Duration.ofNanos(left));
    parts.driver().stop();
    driving.join(DRIVER_END);
    // One that is not answered yet would be taken for refused, and left open when it is there after
    // all.
    wait.until(
        () ->
            parts.driver().startsUnderWay() == 0
                || parts.ledger().inFlight() == 0
                || grace.answersOver(),
        LAST_CALLS);
    // What is under way must be answered before the last audits, which settle what it came to.
    parts.scheduler().close();
    wait.until(() -> idle() || grace.answersOver(), LAST_CALLS);
    boolean answered = end.goesOn() && idle();
    end.settling();
    if (end.reachable()) {
      terminate();
      awaitAuditor();
    }
    // No token may come while the sums are compared.
    worker.await();
    if (parts.operators().isPresent()) {
      parts.operators().get().end(grace.over() ? Grace.LAST_MOMENTS : LAST_UNPAUSES);
    }
    return answered;
  }

  private boolean drained() {
    return parts.readings().quiet()
        && parts.ledger().pendingTokens() == 0
        && parts.auditor().waiting() == 0;
  }

  private boolean idle() {
    return parts.pool().awaitIdle(Duration.ZERO);
  }

  private void terminate() {
    if (grace.drainOver()) {
      parts.auditor().hurry();
    }
    for (ExecutionEntry entry : parts.ledger().entries()) {
      if (!entry.state().isFinal()) {
        parts
            .auditor()
            .terminate(entry, "left open past --drain-timeout of run " + parts.plan().runId());
      }
    }
  }

  /**
   * Goes on waiting for as long as the auditor gets on. What it has not come to by then is let go
   * of by itself, and counted.
   */
  private void awaitAuditor() throws InterruptedException {
    Auditor auditor = parts.auditor();
    long before;
    do {
      before = auditor.done();
      wait.until(() -> auditor.waiting() == 0 || grace.over(), AUDITS_PROGRESS);
    } while (end.goesOn() && !grace.over() && auditor.waiting() > 0 && auditor.done() > before);
    auditor.stopAt(parts.clock().nanoTime());
    wait.until(
        () -> auditor.waiting() == 0 || grace.overFor(Grace.LAST_MOMENTS),
        LAST_CALLS.plus(Backoff.LONGEST));
  }
}
