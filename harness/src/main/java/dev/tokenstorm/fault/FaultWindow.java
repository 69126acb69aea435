package dev.tokenstorm.fault;

import java.util.Optional;

/**
 * When a fault took place. Both times are nanoseconds of the monotonic clock since the run's start;
 * those of a fault that did not begin are the planned ones.
 *
 * @param number of the fault, from 1
 * @param text the fault in its own notation
 * @param beginNanos just before it took effect
 * @param endNanos just after it had ended, which is at once for what has no length
 * @param happened whether a witness shows that it had an effect
 * @param witness what it did, or why it did nothing: words for the end of a sentence, without a
 *     full stop
 * @param notUndone why it is not undone, in the same form; empty if nothing is left of it
 */
public record FaultWindow(
    int number,
    String text,
    long beginNanos,
    long endNanos,
    boolean happened,
    String witness,
    Optional<String> notUndone) {
  /** That of a fault that leaves nothing behind. */
  public FaultWindow(
      int number, String text, long beginNanos, long endNanos, boolean happened, String witness) {
    this(number, text, beginNanos, endNanos, happened, witness, Optional.empty());
  }

  /** Returns a sentence on what is left of it; empty if nothing is. */
  public Optional<String> leftover() {
    return notUndone.map(why -> "Fault %d (%s) was not undone: %s.".formatted(number, text, why));
  }
}
