package dev.tokenstorm.wire;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Greetings whose next workflow task brings only what is new, by run id. Past its bound the one
 * that was touched longest ago is forgotten; its history is read again when it is due. Thread-safe.
 *
 * <p>A greeting that its own answer closes is not in here any more. No task tells of one that the
 * server closes, by a timeout or a termination: it stays until it is the oldest past the bound.
 */
final class StateCache {
  private final Map<String, CachedRun> runs = new LinkedHashMap<>();
  private final int bound;

  StateCache(int bound) {
    this.bound = bound;
  }

  /**
   * @param startedEventId of the workflow task that was answered last; all events up to it are in
   *     the state
   */
  private record CachedRun(GreetingState state, long startedEventId) {}

  /**
   * Takes out what is known of a run, if that is all up to this workflow task. So no two tasks of a
   * run, of which one must have timed out, share a state.
   */
  synchronized Optional<GreetingState> take(String runId, long startedEventId) {
    CachedRun run = runs.remove(runId);
    return run != null && run.startedEventId() == startedEventId
        ? Optional.of(run.state())
        : Optional.empty();
  }

  /** Keeps a state for the next task. It must not be touched any more by whom it is from. */
  synchronized void put(String runId, GreetingState state, long startedEventId) {
    runs.remove(runId);
    if (runs.size() >= bound) {
      Iterator<String> oldest = runs.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    runs.put(runId, new CachedRun(state, startedEventId));
  }

  /** Forgets a run unless a later workflow task was answered meanwhile. */
  synchronized void forget(String runId, long startedEventId) {
    CachedRun run = runs.get(runId);
    if (run != null && run.startedEventId() == startedEventId) {
      runs.remove(runId);
    }
  }

  synchronized int size() {
    return runs.size();
  }
}
