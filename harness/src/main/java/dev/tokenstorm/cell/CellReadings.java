package dev.tokenstorm.cell;

import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.Worker;

/**
 * The readings of a cell while it runs, for whoever watches it. Thread-safe.
 *
 * @param completers how many calls may be under way at one time
 */
record CellReadings(
    Ledger ledger, TokenQueue queue, CompleterPool pool, Worker worker, int completers) {

  /** What the ledger counts. */
  LedgerCounts counts() {
    return ledger.counts();
  }

  /** What the cell holds. */
  CellGauges gauges() {
    return new CellGauges(
        ledger.inFlight(), ledger.pendingTokens(), queue.depth(), pool.busy(), completers);
  }

  /** What takes up the cell at the moment. */
  Occupancy occupancy() {
    return new Occupancy(
        ledger.inFlight(),
        queue.depth(),
        pool.busy(),
        worker.slotsUsed(TaskKind.WORKFLOW),
        worker.slotsUsed(TaskKind.ACTIVITY));
  }

  /** Whether every workflow has closed, and every call has its answer. */
  boolean quiet() {
    return ledger.inFlight() == 0 && queue.depth() == 0 && pool.busy() == 0;
  }
}
