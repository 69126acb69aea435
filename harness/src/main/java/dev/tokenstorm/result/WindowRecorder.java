package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the measured phase in windows of equal length. A window is one interval long until there
 * are {@value #MOST_STRETCHES}; then two intervals, then four, and so on. So memory does not grow
 * with the phase.
 */
final class WindowRecorder {
  static final int MOST_STRETCHES = 128;

  private final List<Window> stretches = new ArrayList<>();
  private int intervalsEach = 1;
  private int intervalsInLast = 1;

  /**
   * Adds an interval.
   *
   * @param counted what the ledger counted within the interval
   */
  void add(Interval interval, LedgerCounts counted) {
    Window window = Window.of(interval, counted);
    if (intervalsInLast < intervalsEach) {
      stretches.set(stretches.size() - 1, last().plus(window));
      intervalsInLast++;
      return;
    }
    if (stretches.size() == MOST_STRETCHES) {
      halve();
    }
    stretches.add(window);
    intervalsInLast = 1;
  }

  private void halve() {
    for (int i = 0; i < MOST_STRETCHES / 2; i++) {
      stretches.set(i, stretches.get(2 * i).plus(stretches.get(2 * i + 1)));
    }
    stretches.subList(MOST_STRETCHES / 2, MOST_STRETCHES).clear();
    intervalsEach *= 2;
  }

  private Window last() {
    return stretches.get(stretches.size() - 1);
  }

  /** Returns the windows so far. A last window shorter than half of the others is left out. */
  List<Window> course() {
    boolean cut = stretches.size() > 1 && last().seconds() < stretches.get(0).seconds() / 2;
    return List.copyOf(cut ? stretches.subList(0, stretches.size() - 1) : stretches);
  }
}
