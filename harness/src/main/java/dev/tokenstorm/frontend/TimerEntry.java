package dev.tokenstorm.frontend;

/**
 * An alarm. It is itself an entry of its {@link TimerHeap} and knows its place there; so setting it
 * allocates nothing, and cancelling it needs no search.
 */
abstract class TimerEntry {
  /** Index in the heap, or -1 if the alarm is not set. Guarded by the heap's lock. */
  int place = -1;

  /** Time at which the alarm rings. Guarded by the heap's lock. */
  long atNanos;

  /**
   * Called when the time has come, without a lock. An alarm that is cancelled at the same moment
   * may still ring, so ringing must be harmless then.
   */
  abstract void ring();
}
