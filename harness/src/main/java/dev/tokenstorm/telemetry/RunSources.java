package dev.tokenstorm.telemetry;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions by which a scrape reads the run. Each is called on the scraper's thread, at any
 * time, also after the run has ended. It must neither block nor throw.
 */
public record RunSources(
    Supplier<LedgerCounts> counts,
    Supplier<CellGauges> gauges,
    Supplier<Map<RpcStatus, Long>> rpc) {

  /** Returns the sources of a run in which nothing has happened. */
  static RunSources idle(int completers) {
    LedgerCounts none = new LedgerCounts(0, 0, 0, 0, 0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);
    CellGauges idle = new CellGauges(0, 0, 0, 0, completers);
    return new RunSources(() -> none, () -> idle, Map::of);
  }
}
