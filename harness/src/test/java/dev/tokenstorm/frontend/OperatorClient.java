package dev.tokenstorm.frontend;

import com.google.protobuf.FieldMask;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import java.util.List;

/** Plays the operator of an activity by hand. For one thread. */
final class OperatorClient {
  private final StandaloneClient activity;

  OperatorClient(StandaloneClient activity) {
    this.activity = activity;
  }

  StandaloneClient activity() {
    return activity;
  }

  void pause(String requestId) {
    activity.outcome(
        "pause",
        () ->
            activity
                .client()
                .stub()
                .pauseActivityExecution(
                    PauseActivityExecutionRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setActivityId(activity.id())
                        .setIdentity("operator")
                        .setReason("by hand")
                        .setRequestId(requestId)
                        .build()));
  }

  void unpause(String requestId) {
    activity.outcome(
        "unpause",
        () ->
            activity
                .client()
                .stub()
                .unpauseActivityExecution(
                    UnpauseActivityExecutionRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setActivityId(activity.id())
                        .setIdentity("operator")
                        .setRequestId(requestId)
                        .build()));
  }

  void reset(String requestId) {
    reset(ResetActivityExecutionRequest.newBuilder().setRequestId(requestId));
  }

  void reset(ResetActivityExecutionRequest.Builder request) {
    activity.outcome(
        "reset",
        () ->
            activity
                .client()
                .stub()
                .resetActivityExecution(
                    request
                        .setNamespace(Client.NAMESPACE)
                        .setActivityId(activity.id())
                        .setIdentity("operator")
                        .build()));
  }

  void update(ActivityOptions.Builder options, String... paths) {
    update(
        UpdateActivityExecutionOptionsRequest.newBuilder()
            .setActivityOptions(options)
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths))));
  }

  void update(UpdateActivityExecutionOptionsRequest.Builder request) {
    activity.outcome(
        "update",
        () ->
            activity
                .client()
                .stub()
                .updateActivityExecutionOptions(
                    request
                        .setNamespace(Client.NAMESPACE)
                        .setActivityId(activity.id())
                        .setIdentity("operator")
                        .build()));
  }
}
