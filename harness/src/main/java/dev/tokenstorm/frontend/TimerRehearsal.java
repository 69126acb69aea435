package dev.tokenstorm.frontend;

import java.util.HashSet;
import java.util.Set;

/**
 * Checks the timer commands of an answer before any of them is carried out. Each command is checked
 * as if those before it had been carried out. For one thread.
 */
final class TimerRehearsal {
  private final Set<String> running;
  private final Set<String> held;
  private int takenBack;

  /**
   * @param running ids of the running timers
   * @param held ids of the timers that have fired and whose firing is held back
   */
  TimerRehearsal(Set<String> running, Set<String> held) {
    this.running = new HashSet<>(running);
    this.held = new HashSet<>(held);
  }

  /** Returns whether a timer can be started: no timer of its id runs. */
  boolean start(String id) {
    return running.add(id);
  }

  /** Returns whether there is such a timer to cancel. */
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

  /** Returns how many held-back firings the commands cancel. */
  int takenBack() {
    return takenBack;
  }
}
