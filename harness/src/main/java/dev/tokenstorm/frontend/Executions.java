package dev.tokenstorm.frontend;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All executions of a kind: those that are open, and the last closed ones, up to a number and a
 * total size. Older closed ones are forgotten. Thread-safe.
 *
 * @param <E> the kind
 */
final class Executions<E extends AnyExecution> {
  /** Rough size of a closed execution without what {@link AnyExecution#bytes} counts. */
  private static final long OVERHEAD_BYTES = 1 << 10;

  private final int mostClosed;
  private final long mostClosedBytes;
  private final ConcurrentHashMap<Long, E> bySerial = new ConcurrentHashMap<>();

  /** The latest execution of each id. */
  private final ConcurrentHashMap<String, E> latest = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, E> byRunId = new ConcurrentHashMap<>();
  private final Deque<E> closed = new ArrayDeque<>();
  private long closedBytes;

  Executions(int mostClosed, long mostClosedBytes) {
    this.mostClosed = mostClosed;
    this.mostClosedBytes = mostClosedBytes;
  }

  /**
   * Adds a new execution as the latest of its id, unless the one before settles its start. Called
   * with the new one's lock.
   *
   * @param settle gives the answer if the execution before settles the start; nothing lets the new
   *     one take over
   */
  <R> Optional<R> add(E fresh, Function<E, Optional<R>> settle) {
    E former = latest.putIfAbsent(fresh.id(), fresh);
    while (former != null) {
      Optional<R> settled = settle.apply(former);
      if (settled.isPresent()) {
        return settled;
      }
      // The one before stays under its run id.
      byRunId.put(former.runId, former);
      if (latest.replace(fresh.id(), former, fresh)) {
        break;
      }
      former = latest.putIfAbsent(fresh.id(), fresh);
    }
    bySerial.put(fresh.serial, fresh);
    return Optional.empty();
  }

  @Nullable E bySerial(long serial) {
    return bySerial.get(serial);
  }

  /** Returns the execution of an id: a run, or the latest one if no run id is given. */
  @Nullable E find(String id, String runId) {
    E execution = latest.get(id);
    if (execution != null && !runId.isEmpty() && !execution.runId.equals(runId)) {
      execution = byRunId.get(runId);
    }
    return execution != null && execution.id().equals(id) ? execution : null;
  }

  /**
   * Adds an execution that has closed, and forgets the oldest if there are too many. Called with
   * the execution's lock.
   */
  void closed(E execution) {
    synchronized (closed) {
      closed.addLast(execution);
      closedBytes += bytes(execution);
      while (closed.size() > 1 && (closed.size() > mostClosed || closedBytes > mostClosedBytes)) {
        E oldest = closed.removeFirst();
        closedBytes -= bytes(oldest);
        remove(oldest);
      }
    }
  }

  /** Forgets an execution. */
  void remove(E execution) {
    bySerial.remove(execution.serial);
    latest.remove(execution.id(), execution);
    byRunId.remove(execution.runId);
  }

  private static long bytes(AnyExecution execution) {
    return OVERHEAD_BYTES + execution.bytes();
  }

  /** Returns all executions that are known, in no order. */
  Collection<E> all() {
    return bySerial.values();
  }

  /** Returns how many executions are known, open and closed. */
  int size() {
    return bySerial.size();
  }
}
