package dev.tokenstorm.ledger;

/**
 * Hears of workflows that close. Called outside the ledger's locks, on the thread that brought the
 * news, so it must not block.
 */
public interface LedgerListener {

  /** A workflow is no longer in flight: it closed, or its start was refused. */
  void left(ExecutionEntry entry);

  /**
   * A closed workflow whose every call has been answered.
   *
   * @param doubtful whether only its history can say what became of its tokens, or why it ended so
   */
  void closed(ExecutionEntry entry, boolean doubtful);
}
