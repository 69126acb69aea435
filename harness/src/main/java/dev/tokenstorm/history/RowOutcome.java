package dev.tokenstorm.history;

/**
 * The outcome of a run or a search.
 *
 * @param ending as its document says it, such as {@code finished}
 * @param verdict of a run: passed, failed or untrustworthy; of a search: passed, or failed where
 *     the capacity was not held for long
 */
record RowOutcome(String ending, String verdict) {
  private static final String FINISHED = "finished";
  private static final String FAILED = "failed";
  private static final String INTERRUPTED = "interrupted";
  private static final String TARGET_LOST = "target-lost";

  /** Whether figures of a row of this kind can be compared with others. */
  boolean usable(RowKind kind) {
    boolean over =
        kind == RowKind.RUN
            ? ending.equals(FINISHED)
            : !ending.equals(INTERRUPTED) && !ending.equals(TARGET_LOST) && !ending.equals(FAILED);
    return over && !verdict.equals(FAILED);
  }
}
