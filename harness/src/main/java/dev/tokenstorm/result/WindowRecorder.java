package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes down the course of the measured phase in stretches of equal length: a second each, until
 * there are {@value #MOST_STRETCHES}; then two, and so on. So its size does not depend on the
 * phase's length.
 */
final class WindowRecorder {
  static final int MOST_STRETCHES = 128;

  private final List<Window> stretches = new ArrayList<>();
  private int intervalsEach = 1;
  private int intervalsInLast = 1;

  /** Adds an interval; {@code counted} is what the ledger counted within it. */
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

  /** The course so far, without a last stretch that the phase's end cut to less than half. */
  List<Window> course() {
    boolean cut = stretches.size() > 1 && last().seconds() < stretches.get(0).seconds() / 2;
    return List.copyOf(cut ? stretches.subList(0, stretches.size() - 1) : stretches);
  }
}
