package dev.tokenstorm.takeup;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.LeftExecutions.LeftActivity;
import dev.tokenstorm.workload.LeftExecutions.LeftExecution;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Adopts open executions of an earlier life: opens their accounts, and finds their pending
 * activities. An attempt that is under way is completed by its activity's id. One that nobody has
 * yet comes to the worker with a token. Thread-safe.
 */
final class Adoption {
  private final Ledger ledger;
  private final Draws draws;
  private final PastAttempts past;
  private final ServerMoments moments;
  private final AtomicLong adopted = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final Queue<Token> found = new ConcurrentLinkedQueue<>();
  private final Queue<ExecutionEntry> cancelled = new ConcurrentLinkedQueue<>();

  Adoption(Ledger ledger, Draws draws, ServerMoments moments) {
    this.ledger = ledger;
    this.draws = draws;
    this.past = new PastAttempts(ledger, draws);
    this.moments = moments;
  }

  /** Adopts one. */
  void adopt(long number, boolean measured, LeftExecution left) {
    adopted.incrementAndGet();
    ExecutionEntry entry = ledger.adopt(number, measured, moments.nanos(left.startedAt()));
    left.evidence()
        .activities()
        .forEach(
            (activity, evidence) -> {
              if (activity >= 0 && evidence.closing() != Closing.NONE) {
                past.enter(entry, activity, evidence);
                if (evidence.closing() == Closing.COMPLETED) {
                  completed.incrementAndGet();
                }
              }
            });
    for (LeftActivity activity : left.pending()) {
      if (activity.activity() >= 0) {
        find(entry, left.runId(), activity);
      }
    }
    // A request for cancellation has an id, so that asking again changes nothing.
    if (draws.cancelled(number) && ledger.claimCancellation(entry)) {
      cancelled.add(entry);
    }
  }

  private void find(ExecutionEntry entry, String runId, LeftActivity left) {
    past.enterBefore(entry, left.activity(), left.attempt());
    if (left.startedAt().isEmpty()) {
      return;
    }
    Token token =
        ledger.found(
            entry,
            left.activity(),
            left.attempt(),
            left.activityId(),
            moments.nanos(left.startedAt().get()));
    if (token != null) {
      token.ofRun(runId);
      found.add(token);
    }
  }

  /** Returns how many were adopted. */
  long adopted() {
    return adopted.get();
  }

  /** Returns how many of their activities had completed. */
  long completed() {
    return completed.get();
  }

  /** Returns the tokens of the pending activities that are under way; a copy. */
  List<Token> found() {
    return List.copyOf(found);
  }

  /** Returns the executions whose cancellation is to be requested; a copy. */
  List<ExecutionEntry> cancelled() {
    return List.copyOf(cancelled);
  }
}
