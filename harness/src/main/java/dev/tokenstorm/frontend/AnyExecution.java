package dev.tokenstorm.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * An execution that clients start: a run of a workflow, or a standalone activity. Its monitor
 * guards it and all that belongs to it. One alarm wakes it at the earliest of its deadlines.
 */
abstract class AnyExecution extends TimerEntry {
  private static final long NEVER = Long.MAX_VALUE;

  final ServerContext server;
  final long serial;
  final String runId;
  private List<Runnable> watchers = List.of();
  private long wakesNanos = NEVER;

  /**
   * @param serial number among all executions of the front end
   * @param runId by which clients tell it from others with its id
   */
  AnyExecution(ServerContext server, long serial, String runId) {
    this.server = server;
    this.serial = serial;
    this.runId = runId;
  }

  /** Returns the id that its client gave it. */
  abstract String id();

  /** Returns whether it is open. Also called without the lock. */
  abstract boolean open();

  /** Returns the rough size of what is kept of it once it is closed. */
  abstract long bytes();

  /** Carries out what is due, and returns when something is due next. Called while it is open. */
  abstract long wake(long nowNanos, Outbox out);

  /** Changes an execution with its lock, and sends what follows once the lock is free. */
  static <E extends AnyExecution, R> R locked(E execution, BiFunction<E, Outbox, R> change) {
    Outbox out = new Outbox();
    try {
      synchronized (execution) {
        return change.apply(execution, out);
      }
    } finally {
      out.flush();
    }
  }

  /** Calls a watcher once, when something has changed. */
  void watch(Runnable watcher) {
    if (watchers.isEmpty()) {
      watchers = new ArrayList<>(1);
    }
    watchers.add(watcher);
  }

  /** Removes a watcher. */
  void forget(Runnable watcher) {
    if (!watchers.isEmpty()) {
      watchers.remove(watcher);
    }
  }

  void tellWatchers(Outbox out) {
    if (!watchers.isEmpty()) {
      List<Runnable> told = watchers;
      watchers = List.of();
      told.forEach(out::add);
    }
  }

  /** Makes sure that the execution wakes at a time, or earlier. */
  void wakeAt(long nanos) {
    if (nanos < wakesNanos && open()) {
      wakesNanos = nanos;
      server.timers().set(this, nanos);
    }
  }

  @Override
  final void ring() {
    long permitted = server.faults().permitted(server.clock().nanoTime());
    if (permitted > server.clock().nanoTime()) {
      server.timers().set(this, permitted);
      return;
    }
    Outbox out = new Outbox();
    synchronized (this) {
      if (open()) {
        wakesNanos = NEVER;
        wakeAt(wake(server.clock().nanoTime(), out));
      }
    }
    out.flush();
  }
}
