package dev.tokenstorm.cell;

import dev.tokenstorm.audit.Auditor;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.load.Driver;

/**
 * Sees to a workflow that is over: its latency is recorded, its place is free again, and its
 * history may be read. Thread-safe.
 *
 * @param times record how long it took
 * @param auditor reads its history, and holds its place back while too many wait for that
 * @param driver starts another one in its place
 */
record ClosedWorkflows(ExecutionTimes times, Auditor auditor, Driver driver)
    implements LedgerListener {

  @Override
  public void left(ExecutionEntry entry) {
    times.left(entry);
    if (driver.wantsPlaces()) {
      auditor.whenRoom(driver::free);
    }
  }

  @Override
  public void closed(ExecutionEntry entry, boolean doubtful) {
    auditor.closed(entry, doubtful);
  }
}
