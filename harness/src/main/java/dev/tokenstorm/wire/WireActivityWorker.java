package dev.tokenstorm.wire;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.Timer;
import dev.tokenstorm.standalone.StandaloneEvents;
import dev.tokenstorm.workload.Worker;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Polls standalone activities on the gRPC API itself, and hands on their tokens. It has one thread,
 * a timer; the rest happens on the event loops of its polls' connections.
 */
final class WireActivityWorker implements Worker {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final int polls;
  private final Goodbye goodbye;
  private final Timer timer;
  private final UnderWay underWay = new UnderWay();
  private final Poller<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse> poller;
  private boolean started;
  private boolean closed;

  /**
   * @param events of tokens too, whose receiver must not block
   * @param room whether more activities are to be asked for
   */
  WireActivityWorker(RunPlan plan, Target target, StandaloneEvents events, BooleanSupplier room) {
    WorkerNames names = WorkerNames.of(target.info().namespace(), plan.target().taskQueue());
    this.polls = plan.worker().pollers();
    this.goodbye = Goodbye.ofActivities(target.directChannel(), names);
    this.timer = new Timer("wire-timer", new Backoff(plan.seed()));
    this.poller =
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
              events.issued(task);
            },
            room,
            timer,
            underWay,
            NanoClock.SYSTEM);
  }

  @Override
  public synchronized void start() {
    started = true;
    poller.start(polls);
  }

  /** Nothing here holds one. */
  @Override
  public int slotsUsed(TaskKind kind) {
    return 0;
  }

  /** Stops polling, and waits a few seconds for what is under way, which may bring tokens. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    poller.stop();
    if (started) {
      goodbye.say(STOP_TIMEOUT);
    }
    poller.cancel();
    underWay.await(STOP_TIMEOUT);
    timer.close();
  }
}
