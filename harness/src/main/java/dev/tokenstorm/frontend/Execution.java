package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionCancelRequestedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTimedOutEventAttributes;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a workflow, with its log, workflow task, activities and timers. */
final class Execution extends AnyExecution {
  private static final long NEVER = Long.MAX_VALUE;

  final StartWorkflowExecutionRequest request;
  final EventLog log = new EventLog();
  final WorkflowTask workflowTask;
  final Activities activities;
  final UserTimers timers;
  final long startedNanos;
  private final long runDeadlineNanos;
  private Set<String> signals = Set.of();
  private boolean cancelRequested;
  private boolean deciding;
  private boolean changedMeanwhile;
  private long closedNanos;
  private WorkflowExecutionStatus status =
      WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

  Execution(
      ServerContext server, long serial, String runId, StartWorkflowExecutionRequest request) {
    super(server, serial, runId);
    this.request = request;
    this.startedNanos = server.clock().nanoTime();
    this.workflowTask = new WorkflowTask(this);
    this.activities = new Activities(this);
    this.timers = new UserTimers(this);
    this.runDeadlineNanos = runNanos() == 0 ? NEVER : startedNanos + runNanos();
  }

  /** Returns the run timeout in nanoseconds; 0 for none. */
  long runNanos() {
    long run = WallTime.nanos(request.getWorkflowRunTimeout());
    long all = WallTime.nanos(request.getWorkflowExecutionTimeout());
    return run == 0 || (all > 0 && all < run) ? all : run;
  }

  WorkflowExecution identity() {
    return WorkflowExecution.newBuilder()
        .setWorkflowId(request.getWorkflowId())
        .setRunId(runId)
        .build();
  }

  Timestamp now() {
    return server.wallTime().at(server.clock().nanoTime());
  }

  @Override
  String id() {
    return request.getWorkflowId();
  }

  @Override
  long bytes() {
    return log.bytes();
  }

  @Override
  boolean open() {
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  WorkflowExecutionStatus status() {
    return status;
  }

  long closedNanos() {
    return closedNanos;
  }

  boolean cancelRequested() {
    return cancelRequested;
  }

  /**
   * Checks that the run is open.
   *
   * @throws StatusRuntimeException NOT_FOUND if it is closed
   */
  void requireOpen() {
    if (!open()) {
      throw StatusErrors.completed();
    }
  }

  /** Writes the first two events: the run's start and its first workflow task. */
  void start(Outbox out) {
    WorkflowExecutionStartedEventAttributes.Builder started =
        WorkflowExecutionStartedEventAttributes.newBuilder()
            .setWorkflowType(request.getWorkflowType())
            .setTaskQueue(WorkflowTask.normal(request.getTaskQueue().getName()))
            .setWorkflowTaskTimeout(WallTime.duration(workflowTask.timeoutNanos()))
            .setOriginalExecutionRunId(runId)
            .setFirstExecutionRunId(runId)
            .setWorkflowId(request.getWorkflowId())
            .setIdentity(request.getIdentity())
            .setAttempt(1)
            .setFirstWorkflowTaskBackoff(com.google.protobuf.Duration.getDefaultInstance());
    if (WallTime.nanos(request.getWorkflowExecutionTimeout()) > 0) {
      started.setWorkflowExecutionTimeout(request.getWorkflowExecutionTimeout());
    }
    if (runNanos() > 0) {
      started.setWorkflowRunTimeout(WallTime.duration(runNanos()));
    }
    if (request.hasInput()) {
      started.setInput(request.getInput());
    }
    if (request.hasHeader()) {
      started.setHeader(request.getHeader());
    }
    if (request.hasMemo()) {
      started.setMemo(request.getMemo());
    }
    if (request.hasSearchAttributes()) {
      started.setSearchAttributes(request.getSearchAttributes());
    }
    if (request.hasPriority()) {
      started.setPriority(request.getPriority());
    }
    HistoryEvent.Builder first =
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, now())
            .setWorkflowExecutionStartedEventAttributes(started);
    if (request.hasUserMetadata()) {
      first.setUserMetadata(request.getUserMetadata());
    }
    log.append(first);
    workflowTask.schedule(out);
    wakeAt(runDeadlineNanos);
  }

  /** Adds an event that no workflow task caused, and schedules a workflow task for it. */
  void happened(HistoryEvent.Builder happened, Outbox out) {
    happened(later -> later.append(happened), out);
  }

  /** Adds such an event by a function that may do more than append it. */
  void happened(Consumer<EventLog> appending, Outbox out) {
    if (workflowTask.started()) {
      log.hold(appending);
    } else {
      appending.accept(log);
    }
    changed(out);
  }

  /**
   * Schedules a workflow task and tells watchers, after an event was added to the log or held back.
   */
  void changed(Outbox out) {
    if (deciding) {
      changedMeanwhile = true;
      return;
    }
    workflowTask.schedule(out);
    tellWatchers(out);
  }

  /**
   * Carries out what a workflow task decided. No next task is scheduled meanwhile.
   *
   * @return whether something happened that needs a next task
   */
  boolean decide(Runnable decisions) {
    deciding = true;
    changedMeanwhile = false;
    decisions.run();
    deciding = false;
    return changedMeanwhile || log.holds();
  }

  void requestCancel(String identity, String reason, Outbox out) {
    if (!open() || cancelRequested) {
      return;
    }
    cancelRequested = true;
    happened(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, now())
            .setWorkflowExecutionCancelRequestedEventAttributes(
                WorkflowExecutionCancelRequestedEventAttributes.newBuilder()
                    .setIdentity(identity)
                    .setCause(reason)),
        out);
  }

  void signal(SignalWorkflowExecutionRequest signal, Outbox out) {
    if (signals.contains(signal.getRequestId())) {
      return;
    }
    requireOpen();
    if (workflowTask.closing()) {
      throw StatusErrors.closing();
    }
    if (!signal.getRequestId().isEmpty()) {
      if (signals.isEmpty()) {
        signals = new HashSet<>();
      }
      signals.add(signal.getRequestId());
    }
    WorkflowExecutionSignaledEventAttributes.Builder signaled =
        WorkflowExecutionSignaledEventAttributes.newBuilder()
            .setSignalName(signal.getSignalName())
            .setIdentity(signal.getIdentity())
            .setRequestId(signal.getRequestId());
    if (signal.hasInput()) {
      signaled.setInput(signal.getInput());
    }
    if (signal.hasHeader()) {
      signaled.setHeader(signal.getHeader());
    }
    happened(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, now())
            .setWorkflowExecutionSignaledEventAttributes(signaled),
        out);
  }

  void terminate(String reason, @Nullable Payloads details, String identity, Outbox out) {
    workflowTask.forceClose();
    WorkflowExecutionTerminatedEventAttributes.Builder terminated =
        WorkflowExecutionTerminatedEventAttributes.newBuilder()
            .setReason(reason)
            .setIdentity(identity);
    if (details != null) {
      terminated.setDetails(details);
    }
    close(
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED, now())
            .setWorkflowExecutionTerminatedEventAttributes(terminated),
        out);
  }

  /** Writes the closing event, and releases everything but the log. */
  void close(WorkflowExecutionStatus how, HistoryEvent.Builder closing, Outbox out) {
    log.release();
    log.append(closing);
    log.pack();
    status = how;
    closedNanos = server.clock().nanoTime();
    server.timers().cancel(this);
    activities.clear();
    timers.clear();
    signals = Set.of();
    server.workflows().closed(this);
    tellWatchers(out);
  }

  @Override
  long wake(long nowNanos, Outbox out) {
    if (runDeadlineNanos <= nowNanos) {
      timeOut(out);
      return NEVER;
    }
    activities.wake(nowNanos, out);
    timers.wake(nowNanos, out);
    workflowTask.wake(nowNanos, out);
    long next = Math.min(workflowTask.deadlineNanos(), timers.deadlineNanos());
    return Math.min(Math.min(runDeadlineNanos, next), activities.deadlineNanos());
  }

  private void timeOut(Outbox out) {
    workflowTask.forceClose();
    close(
        WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT,
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT, now())
            .setWorkflowExecutionTimedOutEventAttributes(
                WorkflowExecutionTimedOutEventAttributes.newBuilder()
                    .setRetryState(RetryState.RETRY_STATE_TIMEOUT)),
        out);
  }
}
