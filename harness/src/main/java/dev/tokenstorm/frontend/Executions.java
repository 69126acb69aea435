package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All executions: those that are open, and the last closed ones, up to a number and a total size of
 * their histories. Older closed ones are forgotten. Thread-safe.
 */
final class Executions {
  /** Rough size of a closed execution without its history. */
  private static final long OVERHEAD_BYTES = 1 << 10;

  private final int mostClosed;
  private final long mostClosedBytes;
  private final AtomicLong serials = new AtomicLong();
  private final ConcurrentHashMap<Long, Execution> bySerial = new ConcurrentHashMap<>();

  /** The latest execution of each workflow id. */
  private final ConcurrentHashMap<String, Execution> latest = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Execution> byRunId = new ConcurrentHashMap<>();
  private final Deque<Execution> closed = new ArrayDeque<>();
  private long closedBytes;

  Executions(int mostClosed, long mostClosedBytes) {
    this.mostClosed = mostClosed;
    this.mostClosedBytes = mostClosedBytes;
  }

  long nextSerial() {
    return serials.incrementAndGet();
  }

  ConcurrentHashMap<String, Execution> latest() {
    return latest;
  }

  void add(Execution execution) {
    bySerial.put(execution.serial, execution);
  }

  @Nullable Execution bySerial(long serial) {
    return bySerial.get(serial);
  }

  /**
   * Returns the execution that a request names: a run, or the latest run of a workflow id.
   *
   * @throws StatusRuntimeException if there is none, or if the request names none
   */
  Execution find(WorkflowExecution name) {
    if (name.getWorkflowId().isEmpty()) {
      throw StatusErrors.invalid("WorkflowId is not set on request.");
    }
    Execution execution = latest.get(name.getWorkflowId());
    if (execution != null
        && !name.getRunId().isEmpty()
        && !execution.runId.equals(name.getRunId())) {
      execution = byRunId.get(name.getRunId());
    }
    if (execution == null || !execution.request.getWorkflowId().equals(name.getWorkflowId())) {
      throw StatusErrors.noExecution(name.getWorkflowId());
    }
    return execution;
  }

  /** Keeps a run under its run id, because a newer run takes over its workflow id. */
  void supersede(Execution former) {
    byRunId.put(former.runId, former);
  }

  /**
   * Adds an execution that has closed, and forgets the oldest if there are too many. Called with
   * the execution's lock.
   */
  void closed(Execution execution) {
    synchronized (closed) {
      closed.addLast(execution);
      closedBytes += bytes(execution);
      while (closed.size() > 1 && (closed.size() > mostClosed || closedBytes > mostClosedBytes)) {
        Execution oldest = closed.removeFirst();
        closedBytes -= bytes(oldest);
        bySerial.remove(oldest.serial);
        latest.remove(oldest.request.getWorkflowId(), oldest);
        byRunId.remove(oldest.runId);
      }
    }
  }

  private static long bytes(Execution execution) {
    return OVERHEAD_BYTES + execution.log.bytes();
  }

  /** Returns how many executions are known, open and closed. */
  int size() {
    return bySerial.size();
  }
}
