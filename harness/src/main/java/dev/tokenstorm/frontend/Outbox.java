package dev.tokenstorm.frontend;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers that a change of an execution causes. They are sent after the execution's lock is free.
 * For one thread.
 */
final class Outbox {
  private List<Runnable> actions = List.of();

  void add(Runnable action) {
    if (actions.isEmpty()) {
      actions = new ArrayList<>(4);
    }
    actions.add(action);
  }

  void flush() {
    List<Runnable> now = actions;
    actions = List.of();
    now.forEach(Runnable::run);
  }
}
