package dev.tokenstorm.search;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.SampleRun;
import java.util.List;
import java.util.Map;

/** Intervals of a second, for tests. */
final class Seconds {
  private static final Interval SAMPLE = SampleRun.interval(0, Phase.MEASURE);
  private static final long SECOND = 1_000_000_000;

  private Seconds() {}

  /** One in which so much was in flight, and so many had come and had closed by its end. */
  static Interval second(int index, Phase phase, long inFlight, long intended, long closed) {
    return new Interval(
        index,
        SAMPLE.start(),
        index * SECOND,
        SECOND,
        phase,
        new LedgerCounts(
            intended,
            0,
            0,
            intended,
            0,
            Map.of(ExecutionState.COMPLETED, closed),
            0,
            Map.of(),
            0,
            0,
            0,
            0,
            0,
            0,
            0),
        new CellGauges(inFlight, 0, 0, 0, 16),
        SAMPLE.latencies(),
        SAMPLE.process(),
        SAMPLE.rpc(),
        SAMPLE.occupancy(),
        SAMPLE.polls(),
        SAMPLE.byLoad(),
        List.of());
  }
}
