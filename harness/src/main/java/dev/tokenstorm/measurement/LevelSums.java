package dev.tokenstorm.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sums times by the load at which they were taken. Each level of load is twice the one below, so
 * there are few levels. Thread-safe.
 */
final class LevelSums {
  private static final int LEVELS = 32;

  private final LongAdder[] counts = adders();
  private final LongAdder[] nanos = adders();
  private final DoubleAdder[] squares = new DoubleAdder[LEVELS];

  LevelSums() {
    Arrays.setAll(squares, unused -> new DoubleAdder());
  }

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[LEVELS];
    Arrays.setAll(adders, unused -> new LongAdder());
    return adders;
  }

  void add(long load, long timeNanos) {
    int level = Math.min(LEVELS - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, load)));
    counts[level].increment();
    nanos[level].add(timeNanos);
    squares[level].add((double) timeNanos * timeNanos);
  }

  /** Returns all levels at which a time was added so far, the lowest first. */
  List<LoadLevel> levels() {
    List<LoadLevel> levels = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      long count = counts[level].sum();
      if (count > 0) {
        levels.add(
            new LoadLevel(
                1L << level, (2L << level) - 1, count, nanos[level].sum(), squares[level].sum()));
      }
    }
    return levels;
  }
}
