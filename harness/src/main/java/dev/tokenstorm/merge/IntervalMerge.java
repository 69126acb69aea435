package dev.tokenstorm.merge;

import static java.util.Objects.requireNonNull;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Adds the intervals of a fleet's cells, second by second, to those of one run. An interval belongs
 * to the second in which its middle lies, counted from its own cell's start: all cells start at one
 * instant, and no clock is subtracted from another's.
 *
 * <p>A second is passed on once every cell has sent what it has of it, has ended, or is lost. What
 * is passed on does not depend on the order in which the cells' intervals come. Memory is bounded:
 * at most {@value #MOST_SECONDS} seconds wait for a cell that is silent. What it sends of a second
 * that is gone is added to the next one, so nothing is missing from the run.
 *
 * <p>For one thread.
 */
final class IntervalMerge {
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  /** A cell that is silent for half of this is lost. */
  private static final int MOST_SECONDS = 30;

  private final Instant start;
  private final List<CellProgress> cells;
  private final Consumer<Interval> sink;
  private final NavigableMap<Long, MergedSecond> waiting = new TreeMap<>();
  private long next;
  private int index;
  private long endNanos;
  private Phase phase = Phase.WARMUP;

  /**
   * Begins.
   *
   * @param start wall time of the fleet's start, as a label
   * @param cells how many there are
   * @param sink takes the fleet's intervals, in their order
   */
  IntervalMerge(Instant start, int cells, Consumer<Interval> sink) {
    this.start = start;
    this.cells = Stream.generate(CellProgress::new).limit(cells).toList();
    this.sink = sink;
  }

  /**
   * Adds an interval of a cell, whose intervals come in their order. Its histograms may be changed
   * afterwards.
   *
   * @param cell its number, from 0
   */
  void accept(int cell, Interval interval) {
    long second =
        Math.max(next, (interval.startNanos() + interval.lengthNanos() / 2) / SECOND_NANOS);
    waiting.computeIfAbsent(second, unused -> new MergedSecond()).add(cell, interval);
    cells.get(cell).reach(interval);
    passOn();
  }

  /** A cell has come to its end, so nobody waits for it. */
  void ended(int cell) {
    cells.get(cell).end();
    passOn();
  }

  /** A cell is lost, so nobody waits for it. */
  void lost(int cell) {
    cells.get(cell).lose();
    passOn();
  }

  /** Passes on what still waits. */
  void finish() {
    while (!waiting.isEmpty()) {
      passOnFirst();
    }
  }

  private void passOn() {
    while (!waiting.isEmpty() && (firstIsWhole() || waiting.size() > MOST_SECONDS)) {
      passOnFirst();
    }
  }

  private boolean firstIsWhole() {
    long until = until(waiting.firstKey());
    return cells.stream().allMatch(cell -> cell.whole(until));
  }

  private static long until(long second) {
    return (second + 1) * SECOND_NANOS;
  }

  private void passOnFirst() {
    Map.Entry<Long, MergedSecond> first = requireNonNull(waiting.pollFirstEntry());
    long until = until(first.getKey());
    next = first.getKey() + 1;
    boolean present = cells.stream().noneMatch(cell -> cell.over(until));
    for (MergedSecond.Part part : first.getValue().parts(present)) {
      // What a cell that stalled has of earlier phases comes too late to begin them anew.
      phase = part.phase().compareTo(phase) > 0 ? part.phase() : phase;
      long startNanos = endNanos;
      endNanos = Math.max(startNanos, Math.min(until, part.sum().endNanos()));
      sink.accept(part.sum().interval(index++, start, startNanos, endNanos, phase, cells));
    }
  }
}
