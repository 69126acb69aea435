package dev.tokenstorm.frontend;

import java.util.HashSet;
import java.util.Set;

/**
 * Goes through an answer's timer commands before any of them is carried out: each is looked at as
 * if those before it had been. For one thread.
 */
final class TimerRehearsal {
  private final Set<String> running;
  private final Set<String> held;
  private int takenBack;

  /**
   * @param running ids of the timers that run
   * @param held ids of those that have fired and whose firing is held back
   */
  TimerRehearsal(Set<String> running, Set<String> held) {
    this.running = new HashSet<>(running);
    this.held = new HashSet<>(held);
  }

  /** Whether a timer can be started, as none of its id runs. */
  boolean start(String id) {
    return running.add(id);
  }

  /** Whether there is a timer to be cancelled. */
  boolean cancel(String id) {
    if (running.remove(id)) {
      return true;
    }
    if (held.remove(id)) {
      takenBack++;
      return true;
    }
    return false;
  }

  /** How many firings that are held back will have been cancelled. */
  int takenBack() {
    return takenBack;
  }
}
