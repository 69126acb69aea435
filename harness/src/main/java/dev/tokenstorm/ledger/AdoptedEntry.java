package dev.tokenstorm.ledger;

/**
 * The account of an execution that an earlier life of the run started. A class of its own, because
 * a field would cost each execution of every run its bytes.
 */
final class AdoptedEntry extends ExecutionEntry {
  AdoptedEntry(long number, boolean measured, long startNanos, int activities) {
    super(number, measured, startNanos, startNanos, activities);
  }

  @Override
  public boolean adopted() {
    return true;
  }
}
