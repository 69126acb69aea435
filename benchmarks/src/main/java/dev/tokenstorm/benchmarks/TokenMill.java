package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes pending activities that somebody else completes. For one thread. */
final class TokenMill implements AutoCloseable {
  private static final String NAMESPACE = "default";
  private static final TaskQueue QUEUE = TaskQueue.newBuilder().setName("mill").build();
  private static final int ACTIVITIES_PER_WORKFLOW = 500;
  private static final int POLLS = 64;
  private static final int TIMEOUT_SECONDS = 60;

  private final ManagedChannel channel;
  private final WorkflowServiceGrpc.WorkflowServiceBlockingStub blocking;
  private final WorkflowServiceGrpc.WorkflowServiceStub asynchronous;
  private final List<String> open = new ArrayList<>();

  TokenMill(int port) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
    blocking = WorkflowServiceGrpc.newBlockingStub(channel);
    asynchronous = WorkflowServiceGrpc.newStub(channel);
  }

  /**
   * Returns new pending activities; those of earlier calls are closed.
   *
   * @param activities how many
   */
  List<ByteString> pending(int activities) {
    open.forEach(this::terminate);
    open.clear();
    for (int left = activities; left > 0; left -= ACTIVITIES_PER_WORKFLOW) {
      start(Math.min(left, ACTIVITIES_PER_WORKFLOW));
    }
    return poll(activities);
  }

  private void start(int activities) {
    String id = UUID.randomUUID().toString();
    StartWorkflowExecutionRequest start =
        StartWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setWorkflowId(id)
            .setRequestId(id)
            .setWorkflowType(WorkflowType.newBuilder().setName("Mill"))
            .setTaskQueue(QUEUE)
            .build();
    PollWorkflowTaskQueueRequest poll =
        PollWorkflowTaskQueueRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setTaskQueue(QUEUE)
            .setIdentity("mill")
            .build();
    var unused = blocking.startWorkflowExecution(start);
    open.add(id);
    RespondWorkflowTaskCompletedRequest.Builder answer =
        RespondWorkflowTaskCompletedRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setTaskToken(
                blocking
                    .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .pollWorkflowTaskQueue(poll)
                    .getTaskToken());
    for (int activity = 0; activity < activities; activity++) {
      answer.addCommands(schedule(activity));
    }
    var unusedToo = blocking.respondWorkflowTaskCompleted(answer.build());
  }

  private static Command schedule(int activity) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
        .setScheduleActivityTaskCommandAttributes(
            ScheduleActivityTaskCommandAttributes.newBuilder()
                .setActivityId(Integer.toString(activity))
                .setActivityType(ActivityType.newBuilder().setName("Mill"))
                .setTaskQueue(QUEUE)
                .setStartToCloseTimeout(Durations.fromHours(1))
                .setScheduleToCloseTimeout(Durations.fromHours(1)))
        .build();
  }

  private void terminate(String id) {
    var unused =
        blocking.terminateWorkflowExecution(
            TerminateWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .build());
  }

  private List<ByteString> poll(int activities) {
    List<ByteString> tokens = Collections.synchronizedList(new ArrayList<>(activities));
    CountDownLatch polled = new CountDownLatch(activities);
    Semaphore places = new Semaphore(POLLS);
    PollActivityTaskQueueRequest request =
        PollActivityTaskQueueRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setTaskQueue(QUEUE)
            .setIdentity("mill")
            .build();
    for (int i = 0; i < activities; i++) {
      places.acquireUninterruptibly();
      asynchronous
          .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .pollActivityTaskQueue(
              request,
              new StreamObserver<>() {
                @Override
                public void onNext(PollActivityTaskQueueResponse task) {
                  tokens.add(task.getTaskToken());
                }

                @Override
                public void onError(Throwable failure) {
                  onCompleted();
                }

                @Override
                public void onCompleted() {
                  places.release();
                  polled.countDown();
                }
              });
    }
    await(polled);
    if (tokens.size() < activities) {
      throw new IllegalStateException(
          "of " + activities + " activities only " + tokens.size() + " could be polled");
    }
    return tokens;
  }

  private static void await(CountDownLatch polled) {
    try {
      polled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while polling", e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
