package dev.tokenstorm.search;

import java.time.Duration;
import java.util.List;

/** Decides what a search runs next. A pure function: the same runs lead to the same step. */
interface Strategy {

  /**
   * The run with which each call of the program begins: it has yet to load and compile its code.
   */
  Step warmup();

  /**
   * What to do next.
   *
   * @param trials the runs so far, in their order, with a warm-up at least
   * @param left how long the search may still take
   */
  Next next(List<Trial> trials, Duration left);

  /** What to do. */
  sealed interface Next {}

  /** Another run. */
  record Run(Step step) implements Next {}

  /**
   * Nothing.
   *
   * @param end why
   */
  record Stop(StopReason end) implements Next {}
}
