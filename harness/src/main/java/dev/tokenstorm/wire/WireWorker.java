package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.Timer;
import dev.tokenstorm.workload.Worker;
import io.grpc.Channel;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Plays the greeting workflow and its activity on the gRPC API itself. It has one thread, a timer;
 * the rest happens on its connections' event loops. Polls have connections of their own, where they
 * keep no answer waiting.
 */
public final class WireWorker implements Worker {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final WorkerNames names;
  private final int polls;
  private final Goodbye goodbye;
  private final Timer timer;
  private final UnderWay underWay = new UnderWay();
  private final StateCache cache;
  private final Poller<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse> workflowPolls;
  private final Poller<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse> stickyPolls;
  private final Poller<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse> activityPolls;
  private boolean started;
  private boolean closed;

  /**
   * @param events of tokens too, whose receiver must not block
   * @param room whether more activities are to be asked for
   */
  public WireWorker(
      RunPlan plan,
      Target target,
      Greetings greetings,
      GreetingEvents events,
      BooleanSupplier room) {
    Channel channel = target.directChannel();
    this.names = WorkerNames.of(target.info().namespace(), plan.target().taskQueue());
    this.polls = plan.worker().pollers();
    this.goodbye = Goodbye.ofWorkflows(channel, names);
    this.timer = new Timer("wire-timer", new Backoff(plan.seed()));
    this.cache = new StateCache(plan.worker().workflowCache());
    TaskRetries retries = new TaskRetries(timer, NanoClock.SYSTEM);
    WorkflowAnswers answers = new WorkflowAnswers(channel, events, cache, retries, underWay, names);
    HistoryReader histories = new HistoryReader(channel, names.namespace(), retries, underWay);
    WorkflowTasks workflowTasks =
        new WorkflowTasks(plan, greetings, events, cache, histories, answers);
    ActivityTasks activityTasks = new ActivityTasks(events);
    answers.handOn(workflowTasks::accept, activityTasks::accept);
    Poller.Taker<PollWorkflowTaskQueueResponse> workflowTaker =
        (task, pollNanos) -> {
          events.polled(task, pollNanos);
          workflowTasks.accept(task);
        };
    this.workflowPolls =
        new Poller<>(
            target::directChannel,
            WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod(),
            workflowPoll(
                TaskQueue.newBuilder()
                    .setName(names.taskQueue())
                    .setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL)),
            workflowTaker,
            () -> true,
            timer,
            underWay,
            NanoClock.SYSTEM);
    this.stickyPolls =
        new Poller<>(
            target::directChannel,
            WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod(),
            workflowPoll(
                TaskQueue.newBuilder()
                    .setName(names.stickyQueue())
                    .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
                    .setNormalName(names.taskQueue())),
            workflowTaker,
            () -> true,
            timer,
            underWay,
            NanoClock.SYSTEM);
    this.activityPolls =
        new Poller<>(
            target::directChannel,
            WorkflowServiceGrpc.getPollActivityTaskQueueMethod(),
            PollActivityTaskQueueRequest.newBuilder()
                .setNamespace(names.namespace())
                .setIdentity(names.identity())
                .setTaskQueue(TaskQueue.newBuilder().setName(names.taskQueue()))
                .build(),
            (task, pollNanos) -> {
              events.polled(task, pollNanos);
              activityTasks.accept(task);
            },
            room,
            timer,
            underWay,
            NanoClock.SYSTEM);
  }

  private PollWorkflowTaskQueueRequest workflowPoll(TaskQueue.Builder queue) {
    return PollWorkflowTaskQueueRequest.newBuilder()
        .setNamespace(names.namespace())
        .setIdentity(names.identity())
        .setTaskQueue(queue)
        .build();
  }

  @Override
  public synchronized void start() {
    started = true;
    stickyPolls.start(polls);
    workflowPolls.start(polls);
    activityPolls.start(polls);
  }

  /** Nothing here holds one. */
  @Override
  public int slotsUsed(TaskKind kind) {
    return 0;
  }

  /** Workflows in memory; those that the server closed may be among them. */
  public int cached() {
    return cache.size();
  }

  /** Stops polling, and waits a few seconds for what is under way, which may bring tokens. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<Poller<?, ?>> pollers = List.of(workflowPolls, stickyPolls, activityPolls);
    // Whoever polls a sticky queue again is thought to be alive.
    pollers.forEach(Poller::stop);
    if (started) {
      goodbye.say(STOP_TIMEOUT);
    }
    pollers.forEach(Poller::cancel);
    underWay.await(STOP_TIMEOUT);
    timer.close();
  }
}
