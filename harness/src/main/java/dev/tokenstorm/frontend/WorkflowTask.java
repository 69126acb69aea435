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
 * The workflow task of an execution, of which there is at most one at a time. One that failed is
 * tried again without further events, until it succeeds or something else happens; its events then
 * come when it completes. Guarded by its execution.
 */
final class WorkflowTask {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long DEFAULT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LONGEST_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Without a poll for so long, a sticky queue is thought to be dead. */
  private static final long STICKY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Attempts after which the timeout grows, and by how much first. */
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
   * Whether the workflow is about to close: its last task would have, had nothing come between. Its
   * next one gets no more signals, or it might never end.
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

  /** Schedules one unless there is one. */
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

  /** One scheduling of this task, as its queue holds it. */
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
      // Something has happened since it failed, so it is a new task, with events of its own.
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

  /** Whether the events of the task under way are not in the log yet. */
  boolean transientTask() {
    return state == State.STARTED && attempt > 1;
  }

  /** The events that a transient task will have when it completes. */
  List<HistoryEvent> transientEvents() {
    return List.of(
        scheduledEvent().setEventId(scheduledEventId).build(),
        startedEvent(startedNanos).setEventId(startedEventId).build());
  }

  /** Whether a token is of the task that is under way. */
  boolean matches(TaskToken token) {
    return execution.open()
        && state == State.STARTED
        && token.attempt() == count
        && token.scheduledEventId() == scheduledEventId;
  }

  /** Ends the task under way well; its completed event's id. */
  @SuppressWarnings("deprecation") // workers still stamp their versions
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

  /** A next task, under way at once, for the worker that asked for it with its last answer. */
  PollWorkflowTaskQueueResponse startNext(String worker) {
    prepare();
    return start(worker, true);
  }

  /** Ends the task under way badly, and has it tried again. */
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

  /** What its deadline asks for, if that has come. */
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

  /** A lost sticky worker is no fault of the workflow's, so it counts as no attempt. */
  private void again(Outbox out) {
    attempt = stickyQueue.isEmpty() ? attempt + 1 : 1;
    stickyQueue = "";
    finish();
    schedule(out);
  }

  /** Forgets the worker that has the workflow in its memory. */
  void unstick() {
    stickyQueue = "";
  }

  /** The workflow is closed from outside: the task under way fails first, as on a real server. */
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
