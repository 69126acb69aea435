package dev.tokenstorm.frontend;

/**
 * Something to be done at a moment. It stands in its {@link TimerHeap} itself, so that setting it
 * costs no object and cancelling it no search.
 */
abstract class TimerEntry {
  /** Its place in the heap, or -1. Guarded by the alarms. */
  int place = -1;

  /** When it rings. Guarded by the alarms. */
  long atNanos;

  /**
   * Called once its moment has come, without a lock. An alarm that is cancelled at the same moment
   * may still ring, so what it does must be right then too.
   */
  abstract void ring();
}
