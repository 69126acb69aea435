package dev.tokenstorm.standalone;

import com.google.protobuf.FieldMask;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ActivityOperator;
import dev.tokenstorm.workload.CommandCalls;
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
  private final CommandCalls calls;
  private final String namespace;

  StandaloneOperator(RunPlan plan, Target target, Retrier retrier) {
    this.calls = new CommandCalls(plan, target, retrier);
    this.namespace = target.info().namespace();
  }

  @Override
  public void request(
      OperatorCommand command,
      PendingActivity activity,
      long untilNanos,
      Runnable taken,
      Consumer<Status> refused) {
    // The same for each attempt, so that the server takes them for one.
    String requestId = activity.activityId() + "-" + command.key();
    switch (command) {
      case PAUSE ->
          calls.make(
              WorkflowServiceGrpc.getPauseActivityExecutionMethod(),
              PauseActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(calls.identity())
                  .setReason(CommandCalls.REASON)
                  .setRequestId(requestId)
                  .build(),
              untilNanos,
              taken,
              refused);
      case UNPAUSE ->
          calls.make(
              WorkflowServiceGrpc.getUnpauseActivityExecutionMethod(),
              UnpauseActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(calls.identity())
                  .setReason(CommandCalls.REASON)
                  .setRequestId(requestId)
                  .build(),
              untilNanos,
              taken,
              refused);
      case RESET ->
          calls.make(
              WorkflowServiceGrpc.getResetActivityExecutionMethod(),
              ResetActivityExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(calls.identity())
                  .setRequestId(requestId)
                  .build(),
              untilNanos,
              taken,
              refused);
      case OPTIONS ->
          calls.make(
              WorkflowServiceGrpc.getUpdateActivityExecutionOptionsMethod(),
              UpdateActivityExecutionOptionsRequest.newBuilder()
                  .setNamespace(namespace)
                  .setActivityId(activity.activityId())
                  .setRunId(activity.runId())
                  .setIdentity(calls.identity())
                  .setActivityOptions(
                      ActivityOptions.newBuilder().setStartToCloseTimeout(calls.changed()))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("start_to_close_timeout"))
                  .setRequestId(requestId)
                  .build(),
              untilNanos,
              taken,
              refused);
    }
  }
}
