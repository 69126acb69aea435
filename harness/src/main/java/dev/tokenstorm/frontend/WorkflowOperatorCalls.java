package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.AnyExecution.locked;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.PauseActivityResponse;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityResponse;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityResponse;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsResponse;
import java.util.function.BiFunction;

/**
 * The calls of operators about activities of workflows, which servers always take. All methods
 * throw a {@link StatusRuntimeException} to refuse a call. Thread-safe.
 */
final class WorkflowOperatorCalls {
  private final ServerContext server;

  WorkflowOperatorCalls(ServerContext server) {
    this.server = server;
  }

  /**
   * @param named whether the request names activities in any way
   * @param byId whether it names one by its id
   */
  private <R> R change(
      String namespace,
      WorkflowExecution workflow,
      boolean named,
      boolean byId,
      String activityId,
      BiFunction<Activity, Outbox, R> change) {
    server.checkNamespace(namespace);
    if (!workflow.getWorkflowId().isEmpty() && !named) {
      throw StatusErrors.invalid("Either Activity.Id or Activity.Type should be set on request.");
    }
    if (named && !byId) {
      throw StatusErrors.unimplemented("operator commands for all activities of a kind");
    }
    return locked(
        server.workflow(workflow),
        (execution, out) -> change.apply(execution.activities.commanded(activityId), out));
  }

  PauseActivityResponse pause(PauseActivityRequest asked) {
    return change(
        asked.getNamespace(),
        asked.getExecution(),
        asked.getActivityCase() != PauseActivityRequest.ActivityCase.ACTIVITY_NOT_SET,
        asked.hasId(),
        asked.getId(),
        (activity, out) -> {
          WorkflowOperators.pause(activity);
          return PauseActivityResponse.getDefaultInstance();
        });
  }

  UnpauseActivityResponse unpause(UnpauseActivityRequest asked) {
    return change(
        asked.getNamespace(),
        asked.getExecution(),
        asked.getActivityCase() != UnpauseActivityRequest.ActivityCase.ACTIVITY_NOT_SET,
        asked.hasId(),
        asked.getId(),
        (activity, out) -> {
          if (WallTime.nanos(asked.getJitter()) > 0
              || asked.getResetAttempts()
              || asked.getResetHeartbeat()) {
            throw StatusErrors.unimplemented("jitter, or a reset with the end of a pause");
          }
          WorkflowOperators.unpause(activity, out);
          return UnpauseActivityResponse.getDefaultInstance();
        });
  }

  ResetActivityResponse reset(ResetActivityRequest asked) {
    return change(
        asked.getNamespace(),
        asked.getExecution(),
        asked.getActivityCase() != ResetActivityRequest.ActivityCase.ACTIVITY_NOT_SET,
        asked.hasId(),
        asked.getId(),
        (activity, out) -> {
          if (WallTime.nanos(asked.getJitter()) > 0) {
            throw StatusErrors.unimplemented("jitter");
          }
          WorkflowOperators.reset(activity, asked, out);
          return ResetActivityResponse.getDefaultInstance();
        });
  }

  UpdateActivityOptionsResponse update(UpdateActivityOptionsRequest asked) {
    if (asked.getUpdateMask().getPathsCount() > 0 && asked.getRestoreOriginal()) {
      throw StatusErrors.invalid("Both UpdateMask and RestoreOriginal are provided");
    }
    return change(
        asked.getNamespace(),
        asked.getExecution(),
        asked.getActivityCase() != UpdateActivityOptionsRequest.ActivityCase.ACTIVITY_NOT_SET,
        asked.hasId(),
        asked.getId(),
        (activity, out) ->
            UpdateActivityOptionsResponse.newBuilder()
                .setActivityOptions(WorkflowOperators.update(activity, asked, out))
                .build());
  }
}
