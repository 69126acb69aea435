package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.EventLog.event;

import com.google.protobuf.ByteString;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskTimedOutEventAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The workflow task of an execution, which has at most one at a time. Guarded by its execution's
 * lock.
 *
 * <p>A failed task is retried without further events in the history, until it succeeds or something
 * else happens. The events of such a transient task are written when it completes.
 */
final class WorkflowTask {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long DEFAULT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LONGEST_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Time without a poll after which a sticky queue counts as dead. */
  private static final long STICKY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Number of attempts with the normal timeout. Later attempts have longer timeouts, the first of
   * them by {@link #FIRST_EXTENSION_NANOS}.
   */
  private static final int PATIENT_ATTEMPTS = 3;

  private static final long FIRST_EXTENSION_NANOS = TimeUnit.SECONDS.toNanos(5);

  private enum State {
    NONE,
    SCHEDULED,
    STARTED
  }

  private final Execution execution;
  private State state = State.NONE;
  private int attempt = 1;
  private long count;
  private long scheduledEventId;
  private long startedEventId;
  private long lastCompletedStarted;
  private long scheduledNanos;
  private long startedNanos;
  private long deadline = NEVER;
  private String identity = "";
  private String stickyQueue = "";
  private long stickyNanos;
  private boolean closeAttempted;

  WorkflowTask(Execution execution) {
    this.execution = execution;
  }

  static TaskQueue normal(String name) {
    return TaskQueue.newBuilder()
        .setName(name)
        .setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL)
        .build();
  }

  long timeoutNanos() {
    long asked = WallTime.nanos(execution.request.getWorkflowTaskTimeout());
    long timeout = asked == 0 ? DEFAULT_TIMEOUT_NANOS : Math.min(asked, LONGEST_TIMEOUT_NANOS);
    return execution.runNanos() == 0 ? timeout : Math.min(timeout, execution.runNanos());
  }

  private long attemptTimeoutNanos() {
    long extension =
        attempt <= PATIENT_ATTEMPTS
            ? 0
            : FIRST_EXTENSION_NANOS << Math.min(10, attempt - PATIENT_ATTEMPTS - 1);
    return timeoutNanos() + Math.min(extension, LONGEST_TIMEOUT_NANOS);
  }

  boolean started() {
    return state == State.STARTED;
  }

  /**
   * Returns whether the workflow is about to close: its last task tried to, and failed because
   * something else had happened. Signals are refused during the next task; otherwise the workflow
   * might never end.
   */
  boolean closing() {
    return closeAttempted && state == State.STARTED;
  }

  boolean pending() {
    return state != State.NONE;
  }

  int attempt() {
    return attempt;
  }

  long scheduledNanos() {
    return scheduledNanos;
  }

  long startedNanos() {
    return startedNanos;
  }

  long deadlineNanos() {
    return deadline;
  }

  private TaskQueue currentQueue() {
    TaskQueue normal = normal(execution.request.getTaskQueue().getName());
    return stickyQueue.isEmpty()
        ? normal
        : TaskQueue.newBuilder()
            .setName(stickyQueue)
            .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
            .setNormalName(normal.getName())
            .build();
  }

  /** Schedules a workflow task, unless there is one. */
  void schedule(Outbox out) {
    if (prepare()) {
      dispatch(out);
    }
  }

  private boolean prepare() {
    if (state != State.NONE || !execution.open()) {
      return false;
    }
    if (execution.log.release()) {
      attempt = 1;
    }
    scheduledNanos = execution.server.clock().nanoTime();
    scheduledEventId = execution.log.nextId();
    if (attempt == 1) {
      appendScheduled();
    }
    state = State.SCHEDULED;
    count++;
    return true;
  }

  private void dispatch(Outbox out) {
    ServerContext server = execution.server;
    String queue = execution.request.getTaskQueue().getName();
    if (!stickyQueue.isEmpty()) {
      deadline = stickyNanos == 0 ? NEVER : scheduledNanos + stickyNanos;
      execution.wakeAt(deadline);
      if (server.workflowTasks().polledWithin(stickyQueue, STICKY_WINDOW_NANOS, scheduledNanos)) {
        queue = stickyQueue;
      }
    } else {
      deadline = NEVER;
    }
    server.workflowTasks().offer(queue, new Offer(count), out);
  }

  /** One scheduling of the task, as its task queue holds it. */
  private final class Offer implements Task<PollWorkflowTaskQueueResponse> {
    private final long number;

    Offer(long number) {
      this.number = number;
    }

    @Override
    public Execution execution() {
      return execution;
    }

    @Override
    public boolean live() {
      return state == State.SCHEDULED && count == number && execution.open();
    }

    @Override
    public boolean give(Poll<PollWorkflowTaskQueueResponse> poll, Outbox out) {
      if (!live()) {
        return false;
      }
      if (!stickyQueue.isEmpty() && !poll.queue().equals(stickyQueue)) {
        stickyQueue = "";
      }
      PollWorkflowTaskQueueResponse answer = start(poll.identity(), !stickyQueue.isEmpty());
      out.add(() -> execution.server.faults().deliver(poll, answer));
      return true;
    }
  }

  private PollWorkflowTaskQueueResponse start(String worker, boolean delta) {
    startedNanos = execution.server.clock().nanoTime();
    identity = worker;
    if (attempt > 1 && scheduledEventId != execution.log.nextId()) {
      // Something has happened since the task failed, so this is a new task with events of its own.
      attempt = 1;
      scheduledEventId = execution.log.nextId();
      appendScheduled();
    }
    startedEventId =
        attempt == 1 ? execution.log.append(startedEvent(startedNanos)) : scheduledEventId + 1;
    state = State.STARTED;
    deadline = startedNanos + attemptTimeoutNanos();
    execution.wakeAt(deadline);
    return answer(delta);
  }

  private PollWorkflowTaskQueueResponse answer(boolean delta) {
    List<HistoryEvent> events = execution.log.events();
    History.Builder history = History.newBuilder();
    HistoryPages.Page page = HistoryPages.of(events, delta ? (int) lastCompletedStarted : 0);
    history.addAllEvents(page.events());
    if (attempt > 1 && page.last()) {
      history.addEvents(scheduledEvent().setEventId(scheduledEventId));
      history.addEvents(startedEvent(startedNanos).setEventId(startedEventId));
    }
    ByteString next =
        page.last()
            ? ByteString.EMPTY
            : HistoryPages.token(execution.serial, page.next(), transientTask());
    return PollWorkflowTaskQueueResponse.newBuilder()
        .setTaskToken(
            new TaskToken(
                    TaskToken.Kind.WORKFLOW,
                    execution.server.id(),
                    execution.serial,
                    scheduledEventId,
                    count)
                .bytes())
        .setWorkflowExecution(execution.identity())
        .setWorkflowType(execution.request.getWorkflowType())
        .setPreviousStartedEventId(lastCompletedStarted)
        .setStartedEventId(startedEventId)
        .setAttempt(attempt)
        .setHistory(history)
        .setNextPageToken(next)
        .setWorkflowExecutionTaskQueue(normal(execution.request.getTaskQueue().getName()))
        .setScheduledTime(execution.server.wallTime().at(scheduledNanos))
        .setStartedTime(execution.server.wallTime().at(startedNanos))
        .build();
  }

  /** Returns whether the events of the task under way are not in the log yet. */
  boolean transientTask() {
    return state == State.STARTED && attempt > 1;
  }

  /** Returns the events that a transient task will write when it completes. */
  List<HistoryEvent> transientEvents() {
    return List.of(
        scheduledEvent().setEventId(scheduledEventId).build(),
        startedEvent(startedNanos).setEventId(startedEventId).build());
  }

  /** Returns whether a token belongs to the task that is under way. */
  boolean matches(TaskToken token) {
    return execution.open()
        && state == State.STARTED
        && token.attempt() == count
        && token.scheduledEventId() == scheduledEventId;
  }

  /** Completes the task under way, and returns the id of its completed event. */
  // Workers still send a version stamp.
  @SuppressWarnings("deprecation")
  long complete(RespondWorkflowTaskCompletedRequest request) {
    if (attempt > 1) {
      scheduledEventId = appendScheduled();
      startedEventId = execution.log.append(startedEvent(startedNanos));
    }
    WorkflowTaskCompletedEventAttributes.Builder completed =
        WorkflowTaskCompletedEventAttributes.newBuilder()
            .setScheduledEventId(scheduledEventId)
            .setStartedEventId(startedEventId)
            .setIdentity(request.getIdentity());
    if (request.hasWorkerVersionStamp()) {
      completed.setWorkerVersion(request.getWorkerVersionStamp());
    }
    if (request.hasSdkMetadata()) {
      completed.setSdkMetadata(request.getSdkMetadata());
    }
    if (request.hasMeteringMetadata()) {
      completed.setMeteringMetadata(request.getMeteringMetadata());
    }
    long id =
        execution.log.append(
            event(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, execution.now())
                .setWorkflowTaskCompletedEventAttributes(completed));
    lastCompletedStarted = startedEventId;
    stickyQueue = request.getStickyAttributes().getWorkerTaskQueue().getName();
    stickyNanos = WallTime.nanos(request.getStickyAttributes().getScheduleToStartTimeout());
    attempt = 1;
    closeAttempted = false;
    finish();
    return id;
  }

  /** Starts a next task at once, for the worker that asked for it with its last answer. */
  PollWorkflowTaskQueueResponse startNext(String worker) {
    prepare();
    return start(worker, true);
  }

  /** Fails the task under way, and has it retried. */
  void fail(WorkflowTaskFailedCause cause, Failure failure, String worker, Outbox out) {
    closeAttempted = cause == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
    if (attempt == 1) {
      execution.log.append(
          event(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED, execution.now())
              .setWorkflowTaskFailedEventAttributes(
                  WorkflowTaskFailedEventAttributes.newBuilder()
                      .setScheduledEventId(scheduledEventId)
                      .setStartedEventId(startedEventId)
                      .setCause(cause)
                      .setFailure(failure)
                      .setIdentity(worker)));
    }
    again(out);
  }

  /** Carries out what is due by the task's deadline, if it has come. */
  void wake(long nowNanos, Outbox out) {
    if (deadline > nowNanos || state == State.NONE || !execution.open()) {
      return;
    }
    if (state == State.SCHEDULED) {
      appendTimedOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
    } else if (attempt == 1) {
      appendTimedOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE);
    }
    again(out);
  }

  private void appendTimedOut(TimeoutType type) {
    execution.log.append(
        event(EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT, execution.now())
            .setWorkflowTaskTimedOutEventAttributes(
                WorkflowTaskTimedOutEventAttributes.newBuilder()
                    .setScheduledEventId(scheduledEventId)
                    .setStartedEventId(state == State.STARTED ? startedEventId : 0)
                    .setTimeoutType(type)));
  }

  /**
   * Retries the task. If a sticky worker was lost, the attempt is not counted, because the workflow
   * is not at fault.
   */
  private void again(Outbox out) {
    attempt = stickyQueue.isEmpty() ? attempt + 1 : 1;
    stickyQueue = "";
    finish();
    schedule(out);
  }

  /** Forgets the worker that has the workflow in its cache. */
  void unstick() {
    stickyQueue = "";
  }

  /**
   * Fails the task under way, because the workflow is closed from outside, as a real server does.
   */
  void forceClose() {
    if (state == State.STARTED && attempt == 1) {
      execution.log.append(
          event(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED, execution.now())
              .setWorkflowTaskFailedEventAttributes(
                  WorkflowTaskFailedEventAttributes.newBuilder()
                      .setScheduledEventId(scheduledEventId)
                      .setStartedEventId(startedEventId)
                      .setCause(
                          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND)
                      .setIdentity("history-service")));
    }
    finish();
  }

  private void finish() {
    state = State.NONE;
    deadline = NEVER;
  }

  private long appendScheduled() {
    return execution.log.append(scheduledEvent());
  }

  private HistoryEvent.Builder scheduledEvent() {
    return event(
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            execution.server.wallTime().at(scheduledNanos))
        .setWorkflowTaskScheduledEventAttributes(
            WorkflowTaskScheduledEventAttributes.newBuilder()
                .setTaskQueue(currentQueue())
                .setStartToCloseTimeout(WallTime.duration(attemptTimeoutNanos()))
                .setAttempt(attempt));
  }

  private HistoryEvent.Builder startedEvent(long nanos) {
    return event(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED, execution.server.wallTime().at(nanos))
        .setWorkflowTaskStartedEventAttributes(
            WorkflowTaskStartedEventAttributes.newBuilder()
                .setScheduledEventId(scheduledEventId)
                .setIdentity(identity)
                .setRequestId(execution.runId + '-' + count)
                .setHistorySizeBytes(execution.log.bytes()));
  }
}
