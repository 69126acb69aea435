package dev.tokenstorm.fault;

import java.util.Optional;

/**
 * What shows that a fault had an effect.
 *
 * @param happened whether it had one
 * @param words what it did, or why it did nothing: for the end of a sentence, without a full stop
 * @param notUndone why it is not undone, and how to undo it by hand, in the same form; empty if it
 *     is undone, or has nothing to undo
 */
public record FaultWitness(boolean happened, String words, Optional<String> notUndone) {
  /** That of a fault that leaves nothing behind. */
  public FaultWitness(boolean happened, String words) {
    this(happened, words, Optional.empty());
  }
}
