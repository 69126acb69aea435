package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerListener;

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
  public void left(ExecutionEntry entry) {
    next.left(entry);
  }

  @Override
  public void closed(ExecutionEntry entry, boolean doubtful) {
    next.closed(entry, doubtful);
  }

  /** No news may be lost, so that there is none yet is certain. */
  private static final class Unset implements LedgerListener {
    @Override
    public void left(ExecutionEntry entry) {
      throw new IllegalStateException("A workflow left before the cell was whole.");
    }

    @Override
    public void closed(ExecutionEntry entry, boolean doubtful) {
      throw new IllegalStateException("A workflow closed before the cell was whole.");
    }
  }
}
