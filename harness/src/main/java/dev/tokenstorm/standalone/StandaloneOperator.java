package dev.tokenstorm.standalone;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.UnaryCall;
import dev.tokenstorm.workload.ActivityOperator;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.function.Consumer;

/** Operator commands about standalone activities. Thread-safe. */
final class StandaloneOperator implements ActivityOperator {
  private static final java.time.Duration CALL_TIMEOUT = java.time.Duration.ofSeconds(10);
  private static final String REASON = "drawn by the plan's --operate";

  private final Retrier retrier;
  private final Channel channel;
  private final String namespace;
  private final String identity;

  /** The timeout that a change of options gives: twice the one of the start. */
  private final Duration changed;

  StandaloneOperator(RunPlan plan, Target target, Retrier retrier) {
    this.retrier = retrier;
    this.channel = target.directChannel();
    this.namespace = target.info().namespace();
    this.identity = "tokenstorm-" + plan.runId();
    this.changed =
        Durations.fromNanos(plan.greeting().startToCloseTimeout().multipliedBy(2).toNanos());
  }

  @Override
  public void request(
      OperatorCommand command, PendingActivity activity, Runnable taken, Consumer<Status> refused) {
    // The same for each attempt, so that the server takes them for one.
    String requestId = activity.activityId() + "-" + command.key();
    switch (command) {
      case PAUSE ->
          call(
              WorkflowServiceGrpc.getPauseActivityExecutionMethod(),
              PauseActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(identity)
                  .setReason(REASON)
                  .setRequestId(requestId)
                  .build(),
              taken,
              refused);
      case UNPAUSE ->
          call(
              WorkflowServiceGrpc.getUnpauseActivityExecutionMethod(),
              UnpauseActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(identity)
                  .setReason(REASON)
                  .setRequestId(requestId)
                  .build(),
              taken,
              refused);
      case RESET ->
          call(
              WorkflowServiceGrpc.getResetActivityExecutionMethod(),
              ResetActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(identity)
                  .setRequestId(requestId)
                  .build(),
              taken,
              refused);
      case OPTIONS ->
          call(
              WorkflowServiceGrpc.getUpdateActivityExecutionOptionsMethod(),
              UpdateActivityExecutionOptionsRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(identity)
                  .setActivityOptions(ActivityOptions.newBuilder().setStartToCloseTimeout(changed))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("start_to_close_timeout"))
                  .setRequestId(requestId)
                  .build(),
              taken,
              refused);
    }
  }

  private <Q, R> void call(
      MethodDescriptor<Q, R> method, Q request, Runnable taken, Consumer<Status> refused) {
    retrier.<R>call(
        (answered, failed) ->
            UnaryCall.start(channel, method, CALL_TIMEOUT, request, answered, failed),
        answer -> taken.run(),
        refused);
  }
}
