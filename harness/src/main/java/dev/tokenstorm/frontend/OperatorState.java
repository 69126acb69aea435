package dev.tokenstorm.frontend;

import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import java.util.EnumMap;
import java.util.Map;

/**
 * The requests of operators about a standalone activity. Of each kind the last is kept, by which a
 * repeated one is known. A reset may wait for the end of the attempt under way. Guarded by the
 * activity's lock.
 */
final class OperatorState {
  /** Kinds of requests. */
  enum Command {
    PAUSE,
    UNPAUSE,
    RESET,
    UPDATE
  }

  private Map<Command, String> lastIds = Map.of();
  private boolean resetRequested;
  private boolean resetClearsHeartbeat;
  private boolean resetRestoresOptions;

  /** Returns whether the last request of a kind was this one, and it was granted. */
  boolean repeats(Command command, String requestId) {
    return !requestId.isEmpty() && requestId.equals(lastIds.get(command));
  }

  void granted(Command command, String requestId) {
    if (lastIds.isEmpty()) {
      lastIds = new EnumMap<>(Command.class);
    }
    lastIds.put(command, requestId);
  }

  boolean resetRequested() {
    return resetRequested;
  }

  boolean resetClearsHeartbeat() {
    return resetClearsHeartbeat;
  }

  boolean resetRestoresOptions() {
    return resetRestoresOptions;
  }

  /** Keeps a reset for the end of the attempt under way. */
  void defer(ResetActivityExecutionRequest reset) {
    resetRequested = true;
    resetClearsHeartbeat = reset.getResetHeartbeat();
    resetRestoresOptions = reset.getRestoreOriginalOptions();
  }

  /** Forgets a reset that waits. */
  void forgetReset() {
    resetRequested = false;
    resetClearsHeartbeat = false;
    resetRestoresOptions = false;
  }
}
