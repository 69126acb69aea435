package dev.tokenstorm.wire;

import dev.tokenstorm.server.UnaryCall;
import io.grpc.Channel;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the server that a worker stops, and so not to offer tasks to its sticky queue any more.
 *
 * @param request what is told
 */
record Goodbye(Channel channel, ShutdownWorkerRequest request) {

  /** Of a worker for workflows and their activities. */
  static Goodbye ofWorkflows(Channel channel, WorkerNames names) {
    return new Goodbye(
        channel,
        request(names)
            .setStickyTaskQueue(names.stickyQueue())
            .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build());
  }

  /** Of a worker for activities alone, which has no sticky queue. */
  static Goodbye ofActivities(Channel channel, WorkerNames names) {
    return new Goodbye(
        channel, request(names).addTaskQueueTypes(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY).build());
  }

  private static ShutdownWorkerRequest.Builder request(WorkerNames names) {
    return ShutdownWorkerRequest.newBuilder()
        .setNamespace(names.namespace())
        .setIdentity(names.identity())
        .setTaskQueue(names.taskQueue())
        .setReason("graceful shutdown");
  }

  /** Says it, and waits for the answer, for so long at most. */
  void say(Duration timeout) {
    CountDownLatch answered = new CountDownLatch(1);
    UnaryCall.start(
        channel,
        WorkflowServiceGrpc.getShutdownWorkerMethod(),
        timeout,
        request,
        answer -> answered.countDown(),
        // An older server does not know the call, and lets the sticky queue time out instead.
        status -> answered.countDown());
    try {
      answered.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
