package dev.tokenstorm.takeup;

import dev.tokenstorm.audit.HistoryAudit;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.Workload;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The account of the executions that closed before the run was taken up. It is made anew of the
 * server's records, because the first life's account died with it. Each is audited as it is
 * entered. Thread-safe.
 */
final class ClosedBefore {
  private static final LedgerListener NOBODY =
      new LedgerListener() {
        @Override
        public void left(ExecutionEntry entry) {}

        @Override
        public void closed(ExecutionEntry entry, boolean doubtful) {}
      };

  private final Workload workload;
  private final Ledger ledger;
  private final PastAttempts past;
  private final AtomicLong closed = new AtomicLong();

  ClosedBefore(Workload workload, Findings findings) {
    this.workload = workload;
    this.ledger = new Ledger(workload, CompleteBy.ID, findings, NOBODY);
    this.past = new PastAttempts(ledger, workload.draws());
  }

  /** Enters one whose record could be read. */
  void enter(long number, boolean measured, Evidence evidence, ExecutionEnd end) {
    closed.incrementAndGet();
    ExecutionEntry entry = ledger.adopt(number, measured, 0);
    evidence
        .activities()
        .forEach(
            (activity, told) -> {
              if (activity >= 0) {
                past.enter(entry, activity, told);
              }
            });
    ledger.closed(entry, end, evidence.nanos());
    ledger.audited(entry, HistoryAudit.compare(workload, true, ledger.account(entry), evidence));
  }

  /** Enters one of which the server tells nothing. */
  void enterUnknown(long number) {
    var unused = ledger.adopt(number, true, 0);
  }

  /** Returns how many were entered whose record could be read. */
  long closed() {
    return closed.get();
  }

  /** Gives those of which nothing is known their last state, and compares the sums. */
  LedgerReport report() {
    ledger.giveUpOpen();
    return ledger.report();
  }
}
