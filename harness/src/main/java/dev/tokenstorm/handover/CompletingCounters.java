package dev.tokenstorm.handover;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a process does with records. Thread-safe. */
final class CompletingCounters {
  final LongAdder taken = new LongAdder();
  final LongAdder redelivered = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder foreign = new LongAdder();
  final LongAdder forged = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder sentAnew = new LongAdder();
  final LongAdder released = new LongAdder();
  final LongAdder late = new LongAdder();
  final LongAdder unfinished = new LongAdder();

  CompletingCounts snapshot() {
    return new CompletingCounts(
        taken.sum(),
        redelivered.sum(),
        answered.sum(),
        stale.sum(),
        foreign.sum(),
        forged.sum(),
        unreadable.sum(),
        sentAnew.sum(),
        released.sum(),
        late.sum(),
        unfinished.sum());
  }
}
