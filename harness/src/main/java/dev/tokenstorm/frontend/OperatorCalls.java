package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.AnyExecution.locked;

import com.google.protobuf.Duration;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsResponse;

/**
 * The calls of operators about standalone activities. All methods throw a {@link
 * StatusRuntimeException} to refuse a call. Thread-safe.
 */
final class OperatorCalls {
  private final ServerContext server;

  OperatorCalls(ServerContext server) {
    this.server = server;
  }

  private StandaloneActivity find(
      String namespace, String workflowId, String activityId, String runId) {
    server.checkNamespace(namespace);
    if (!workflowId.isEmpty()) {
      throw StatusErrors.unimplemented("operator commands for activities of workflows");
    }
    if (!server.options().standalone()) {
      throw StatusErrors.noStandaloneActivities();
    }
    if (!server.options().operatorCommands()) {
      throw StatusErrors.noOperatorCommands();
    }
    StandaloneChecks.checkNames(activityId, runId);
    return server.activity(activityId, runId);
  }

  private static void checkJitter(Duration jitter) {
    if (WallTime.nanos(jitter) > 0) {
      throw StatusErrors.unimplemented("jitter");
    }
  }

  PauseActivityExecutionResponse pause(PauseActivityExecutionRequest asked) {
    return locked(
        find(asked.getNamespace(), asked.getWorkflowId(), asked.getActivityId(), asked.getRunId()),
        (activity, out) -> {
          StandaloneOperators.pause(activity, asked, out);
          return PauseActivityExecutionResponse.getDefaultInstance();
        });
  }

  UnpauseActivityExecutionResponse unpause(UnpauseActivityExecutionRequest asked) {
    return locked(
        find(asked.getNamespace(), asked.getWorkflowId(), asked.getActivityId(), asked.getRunId()),
        (activity, out) -> {
          checkJitter(asked.getJitter());
          StandaloneOperators.unpause(activity, asked, out);
          return UnpauseActivityExecutionResponse.getDefaultInstance();
        });
  }

  ResetActivityExecutionResponse reset(ResetActivityExecutionRequest asked) {
    return locked(
        find(asked.getNamespace(), asked.getWorkflowId(), asked.getActivityId(), asked.getRunId()),
        (activity, out) -> {
          checkJitter(asked.getJitter());
          StandaloneOperators.reset(activity, asked, out);
          return ResetActivityExecutionResponse.getDefaultInstance();
        });
  }

  UpdateActivityExecutionOptionsResponse update(UpdateActivityExecutionOptionsRequest asked) {
    return locked(
        find(asked.getNamespace(), asked.getWorkflowId(), asked.getActivityId(), asked.getRunId()),
        (activity, out) -> {
          StandaloneChecks.check(asked);
          return UpdateActivityExecutionOptionsResponse.newBuilder()
              .setActivityOptions(StandaloneOperators.update(activity, asked, out))
              .build();
        });
  }
}
