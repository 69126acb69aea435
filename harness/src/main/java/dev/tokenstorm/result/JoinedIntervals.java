package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Joins the intervals of a run's second life to those of its first. They go on in number and count,
 * and lie as much later as the run was taken up later. Of the process's own time the gap is left
 * out, since no process was there. For one thread.
 */
public final class JoinedIntervals implements Consumer<Interval> {
  private final KilledRun killed;
  private final long offsetNanos;
  private final Consumer<Interval> next;
  private Optional<LedgerCounts> origin = Optional.empty();
  private long processNanos;
  private boolean begun;

  /**
   * Joins them.
   *
   * @param takenUpAt when the second life began
   * @param next takes the intervals of the second life as those of the whole run
   */
  public JoinedIntervals(KilledRun killed, Instant takenUpAt, Consumer<Interval> next) {
    this.killed = killed;
    long endNanos = killed.last().map(last -> last.startNanos() + last.lengthNanos()).orElse(0L);
    // A clock that was set back must not let the second life begin before the end of the first.
    this.offsetNanos =
        Math.max(endNanos, Duration.between(killed.startedAt(), takenUpAt).toNanos());
    this.next = next;
  }

  /**
   * Counts from now on what comes on top of the first life's counts.
   *
   * @param adopted what the second life's ledger had counted once all was adopted
   */
  public void countFrom(LedgerCounts adopted) {
    origin = Optional.of(adopted);
  }

  /** Returns what both lives have counted, of what the second life's ledger has. */
  public LedgerCounts counts(LedgerCounts second) {
    return origin
        .map(adopted -> Counts.sum(killed.counts(), Counts.between(adopted, second)))
        .orElseGet(killed::counts);
  }

  /** Returns the attempts of both lives, of those of the second. */
  public Map<RpcStatus, Long> rpc(Map<RpcStatus, Long> second) {
    Map<RpcStatus, Long> both = new HashMap<>(killed.last().map(Interval::rpc).orElse(Map.of()));
    second.forEach((status, count) -> both.merge(status, count, Long::sum));
    return both;
  }

  @Override
  public void accept(Interval interval) {
    if (!begun) {
      begun = true;
      long processEnd = killed.last().map(last -> last.process().toNanos()).orElse(0L);
      processNanos = processEnd - interval.process().fromNanos();
    }
    long startNanos = offsetNanos + interval.startNanos();
    next.accept(
        new Interval(
            killed.last().map(Interval::index).orElse(-1) + 1 + interval.index(),
            killed.startedAt().plusNanos(startNanos),
            startNanos,
            interval.lengthNanos(),
            interval.phase(),
            counts(interval.counts()),
            interval.gauges(),
            interval.latencies(),
            joined(interval.process()),
            rpc(interval.rpc()),
            interval.occupancy(),
            interval.polls(),
            interval.byLoad(),
            interval.faults()));
  }

  private ProcessSample joined(ProcessSample sample) {
    return new ProcessSample(
        processNanos + sample.fromNanos(),
        processNanos + sample.toNanos(),
        sample.cpuNanos(),
        sample.hostCpuRatio(),
        sample.allocatedBytes(),
        sample.gcPauseNanos(),
        sample.safepointNanos(),
        sample.hiccups());
  }
}
