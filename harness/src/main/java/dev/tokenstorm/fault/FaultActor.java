package dev.tokenstorm.fault;

import java.time.Duration;

/**
 * Carries faults out. All in one lane begin and end on one thread, in the order of their times;
 * faults in other lanes may do so meanwhile.
 */
public interface FaultActor {
  /** What an actor has whose faults are undone at once, on a busy machine. */
  Duration SHORT_END = Duration.ofSeconds(10);

  /**
   * Begins a fault, and returns once it is so. One that is over at once has had its effect by then.
   *
   * @throws RuntimeException whose message says, for the end of a sentence, why it could not;
   *     {@link #end} is called all the same
   */
  void begin(PlannedFault fault);

  /**
   * Ends a fault that was begun, undoes it, and tells what it did. Returns once it is so, since the
   * time to recover counts from then.
   *
   * @throws RuntimeException whose message says why it could not
   */
  FaultWitness end(PlannedFault fault);

  /**
   * The run ends: no further fault begins, and a call of the above that still waits is to give up
   * what it waits for. Comes from any thread, also more than once, and returns at once.
   */
  default void hurry() {}

  /** No fault is carried out any more. Comes from any thread, also more than once. */
  default void over() {}

  /**
   * Returns, for the end of a sentence, what is left of a fault that has not ended when the run has
   * to, and how to undo it by hand.
   */
  default String leftover(PlannedFault fault) {
    return "it had not ended when the run had to";
  }

  /** Returns the longest time that {@link #end} may take once {@link #hurry} was called. */
  default Duration longestEnd() {
    return SHORT_END;
  }
}
