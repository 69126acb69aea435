package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.WorkerProbe;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;

/** Polls activities with one thread, and hands on their tokens. */
final class OneActivityWorker implements Worker {
  private final ExecutionIds ids;
  private final WorkflowServiceBlockingStub stub;
  private final TokenReceiver receiver;
  private final WorkerProbe probe;
  private final Thread poller = new Thread(this::poll, "one-activity-poller");
  private volatile boolean closed;

  OneActivityWorker(ExecutionIds ids, Target target, TokenReceiver receiver, WorkerProbe probe) {
    this.ids = ids;
    this.stub = target.connect().blockingStub();
    this.receiver = receiver;
    this.probe = probe;
  }

  @Override
  public void start() {
    poller.start();
  }

  private void poll() {
    while (!closed) {
      PollActivityTaskQueueResponse task =
          stub.pollActivityTaskQueue(PollActivityTaskQueueRequest.getDefaultInstance());
      if (!task.getTaskToken().isEmpty()) {
        long n = ids.number(task.getActivityId());
        probe.polled(TaskKind.ACTIVITY, n, 1, 1);
        receiver.receive(
            n,
            0,
            task.getAttempt(),
            task.getTaskToken(),
            task.getActivityRunId(),
            task.getActivityId());
      }
    }
  }

  @Override
  public int slotsUsed(TaskKind kind) {
    return 0;
  }

  @Override
  public void close() {
    closed = true;
    try {
      poller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
