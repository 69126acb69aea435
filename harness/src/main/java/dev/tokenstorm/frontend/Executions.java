package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All executions: the open ones, and the closed ones that closed last, up to a number and a size of
 * their histories. Older ones are forgotten. Thread-safe.
 */
final class Executions {
  /** What an execution takes beside its history, roughly. */
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
   * The execution that a request names: the run, or the latest one of the workflow id.
   *
   * @throws StatusRuntimeException when there is none, or no name
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

  /** A workflow id is about to name another run. */
  void supersede(Execution former) {
    byRunId.put(former.runId, former);
  }

  /** An execution has closed: its token names nothing any more. Called with its lock. */
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

  /** How many it knows, open and closed. */
  int size() {
    return bySerial.size();
  }
}
