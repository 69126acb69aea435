package dev.tokenstorm.greeting;

import com.google.protobuf.FieldMask;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.ActivityOperator;
import dev.tokenstorm.workload.CommandCalls;
import dev.tokenstorm.workload.ExecutionIds;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.function.Consumer;

/** Operator commands about activities of greeting workflows. Thread-safe. */
final class GreetingOperator implements ActivityOperator {
  private final CommandCalls calls;
  private final ExecutionIds ids;
  private final String namespace;

  GreetingOperator(RunPlan plan, ExecutionIds ids, Target target, Retrier retrier) {
    this.calls = new CommandCalls(plan, target, retrier);
    this.ids = ids;
    this.namespace = target.info().namespace();
  }

  @Override
  public void request(
      OperatorCommand command,
      PendingActivity activity,
      long untilNanos,
      Runnable taken,
      Consumer<Status> refused) {
    WorkflowExecution workflow =
        WorkflowExecution.newBuilder()
            .setWorkflowId(ids.id(activity.execution()))
            .setRunId(activity.runId())
            .build();
    String id = activity.activityId();
    switch (command) {
      case PAUSE ->
          calls.make(
              WorkflowServiceGrpc.getPauseActivityMethod(),
              PauseActivityRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(workflow)
                  .setId(id)
                  .setIdentity(calls.identity())
                  .setReason(CommandCalls.REASON)
                  // The same for each attempt, so that the server takes them for one.
                  .setRequestId(activity.runId() + "-" + id)
                  .build(),
              untilNanos,
              taken,
              refused);
      case UNPAUSE ->
          calls.make(
              WorkflowServiceGrpc.getUnpauseActivityMethod(),
              UnpauseActivityRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(workflow)
                  .setId(id)
                  .setIdentity(calls.identity())
                  .build(),
              untilNanos,
              taken,
              refused);
      case RESET ->
          calls.make(
              WorkflowServiceGrpc.getResetActivityMethod(),
              ResetActivityRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(workflow)
                  .setId(id)
                  .setIdentity(calls.identity())
                  .build(),
              untilNanos,
              taken,
              refused);
      case OPTIONS ->
          calls.make(
              WorkflowServiceGrpc.getUpdateActivityOptionsMethod(),
              UpdateActivityOptionsRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(workflow)
                  .setId(id)
                  .setIdentity(calls.identity())
                  .setActivityOptions(
                      ActivityOptions.newBuilder().setStartToCloseTimeout(calls.changed()))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("start_to_close_timeout"))
                  .build(),
              untilNanos,
              taken,
              refused);
    }
  }
}
