package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.List;
import java.util.Map;

/**
 * What a cell of a fleet knows at its end, and its intervals do not tell.
 *
 * @param ending how the cell ended
 * @param ledger of the cell, after all is settled
 * @param rpc all its attempts, by status
 * @param cutPolls all its long polls that were cut
 * @param byLoad how long the server took at each load of the cell
 */
public record CellEnd(
    Ending ending,
    LedgerReport ledger,
    Map<RpcStatus, Long> rpc,
    CutPolls cutPolls,
    LoadProfile byLoad) {
  public CellEnd {
    rpc = Map.copyOf(rpc);
  }

  /** Returns that of a cell whose result is here. */
  public static CellEnd of(RunResult result) {
    return new CellEnd(
        result.ending(), result.ledger(), result.rpc(), result.cutPolls(), result.byLoad());
  }

  /** Returns the same with another ledger. */
  CellEnd with(LedgerReport other) {
    return new CellEnd(ending, other, rpc, cutPolls, byLoad);
  }

  /** Returns the same without single findings, of which there may be many. */
  CellEnd withoutFindings() {
    return with(
        new LedgerReport(
            ledger.counts(),
            ledger.operators(),
            ledger.imbalances(),
            List.of(),
            ledger.findingsTotal()));
  }
}
