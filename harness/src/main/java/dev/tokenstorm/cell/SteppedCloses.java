package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PackedRecorder;

/**
 * Records the latency of each close for a step of 0.1 s as well, and passes the news on. It stands
 * before the others only while faults are planned. Thread-safe.
 *
 * @param closing takes latencies from the intended start, or from the actual one in a closed loop
 */
record SteppedCloses(NanoClock clock, PackedRecorder closing, LedgerListener next)
    implements LedgerListener {

  @Override
  public void left(ExecutionEntry entry) {
    if (ExecutionTimes.timed(entry)) {
      closing.record(ExecutionTimes.sinceIntended(entry, clock.nanoTime()));
    }
    next.left(entry);
  }

  @Override
  public void closed(ExecutionEntry entry, boolean doubtful) {
    next.closed(entry, doubtful);
  }
}
