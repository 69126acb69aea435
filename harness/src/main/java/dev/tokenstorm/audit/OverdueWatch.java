package dev.tokenstorm.audit;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds executions whose close nobody here can see: one that the server closed itself, or whose
 * closing answer was lost. The first are asked after when they have been open for a while, and then
 * at every doubling of their age; the second at once. One that the server is known to close is
 * asked after when that is due. {@link #sweep} is for one thread.
 */
public final class OverdueWatch {
  private static final long FIRST_AGE_NANOS = Duration.ofSeconds(30).toNanos();

  private static final int MOST_A_SWEEP = 200;

  /** While the auditor has as much as that to do, which comes first. */
  private static final int FEW_A_SWEEP = 10;

  private final Ledger ledger;
  private final Auditor auditor;
  private final NanoClock clock;
  private final Queue<ExecutionEntry> doubted = new ConcurrentLinkedQueue<>();
  private final Queue<ExecutionEntry> overdue = new ArrayDeque<>();
  private final ExpectedCloses expected = new ExpectedCloses();
  private long lastSweepNanos;

  public OverdueWatch(Ledger ledger, Auditor auditor, NanoClock clock) {
    this.ledger = ledger;
    this.auditor = auditor;
    this.clock = clock;
    this.lastSweepNanos = clock.nanoTime();
  }

  /** A workflow's closing answer was refused or lost, or its start's. Thread-safe. */
  public void doubt(ExecutionEntry entry) {
    doubted.add(entry);
  }

  /** The server will close an execution by itself, so much later. Thread-safe. */
  public void expectClose(ExecutionEntry entry, long afterNanos) {
    expected.add(entry, clock.nanoTime() + afterNanos);
  }

  /** Asks after those that are due; to be called about once a second. */
  public void sweep() {
    long now = clock.nanoTime();
    for (ExecutionEntry entry = doubted.poll(); entry != null; entry = doubted.poll()) {
      auditor.ask(entry);
    }
    expected.ask(now, auditor::ask);
    for (ExecutionEntry entry : ledger.entries()) {
      // One whose start is still being tried is not there yet, and may well come to be.
      if (becameDue(entry, now) && entry.state() == ExecutionState.OPEN) {
        overdue.add(entry);
      }
    }
    int most = auditor.waiting() < MOST_A_SWEEP ? MOST_A_SWEEP : FEW_A_SWEEP;
    for (int asked = 0; asked < most && !overdue.isEmpty(); ) {
      ExecutionEntry entry = overdue.remove();
      if (entry.state() == ExecutionState.OPEN) {
        auditor.ask(entry);
        asked++;
      }
    }
    lastSweepNanos = now;
  }

  /** Whether its age passed 30 s, or 60, or 120 …, since the last sweep. */
  private boolean becameDue(ExecutionEntry entry, long now) {
    long doublings = (now - entry.startNanos()) / FIRST_AGE_NANOS;
    long before = Math.max(0, lastSweepNanos - entry.startNanos()) / FIRST_AGE_NANOS;
    return Long.highestOneBit(doublings) > Long.highestOneBit(before);
  }
}
