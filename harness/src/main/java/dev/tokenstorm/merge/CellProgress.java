package dev.tokenstorm.merge;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import java.util.Map;

/** How far a cell's intervals have come, and what it had counted at the last that was added up. */
final class CellProgress {
  private static final CellGauges NOTHING = new CellGauges(0, 0, 0, 0, 0);

  private long endNanos;
  private boolean ended;
  private boolean lost;
  private LedgerCounts counts = Counts.NONE;
  private Map<RpcStatus, Long> rpc = Map.of();
  private CellGauges gauges = NOTHING;
  private LoadProfile byLoad = LoadProfile.NONE;

  /** Another interval came. */
  void reach(Interval interval) {
    endNanos = Math.max(endNanos, interval.startNanos() + interval.lengthNanos());
  }

  /** No other interval will come, as the cell came to its end. */
  void end() {
    ended = true;
  }

  /** No other interval will come, and nobody knows what the cell holds. */
  void lose() {
    ended = true;
    lost = true;
  }

  /** Whether all of a time has come that will. */
  boolean whole(long untilNanos) {
    return ended || endNanos >= untilNanos;
  }

  /** Whether the cell had come to its end, as it should, before a time was over. */
  boolean over(long untilNanos) {
    return ended && !lost && endNanos < untilNanos;
  }

  /** Takes over what is cumulative, and what lasts until the next interval. */
  void add(Interval interval) {
    counts = interval.counts();
    rpc = interval.rpc();
    gauges = interval.gauges();
    byLoad = interval.byLoad();
  }

  LedgerCounts counts() {
    return counts;
  }

  Map<RpcStatus, Long> rpc() {
    return rpc;
  }

  CellGauges gauges() {
    return lost ? NOTHING : gauges;
  }

  LoadProfile byLoad() {
    return byLoad;
  }
}
