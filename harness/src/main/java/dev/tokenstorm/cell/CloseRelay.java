package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.WorkflowEntry;

/**
 * Passes the ledger's news on to parts that use the ledger themselves, and so are made after it.
 * Nothing closes before the cell runs, and by then {@link #passTo} was called. Thread-safe.
 */
final class CloseRelay implements LedgerListener {
  private volatile LedgerListener next = new Unset();

  /** Names who is told from now on. */
  void passTo(LedgerListener listener) {
    next = listener;
  }

  @Override
  public void left(WorkflowEntry entry) {
    next.left(entry);
  }

  @Override
  public void closed(WorkflowEntry entry, boolean doubtful) {
    next.closed(entry, doubtful);
  }

  /** No news may be lost, so that there is none yet is certain. */
  private static final class Unset implements LedgerListener {
    @Override
    public void left(WorkflowEntry entry) {
      throw new IllegalStateException("A workflow left before the cell was whole.");
    }

    @Override
    public void closed(WorkflowEntry entry, boolean doubtful) {
      throw new IllegalStateException("A workflow closed before the cell was whole.");
    }
  }
}
