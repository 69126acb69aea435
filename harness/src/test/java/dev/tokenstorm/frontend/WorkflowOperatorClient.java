package dev.tokenstorm.frontend;

import com.google.protobuf.FieldMask;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import java.util.List;

/** Plays the operator of a workflow's activities by hand. For one thread. */
final class WorkflowOperatorClient {
  private static final String OPERATOR = "operator";

  private final Client client;

  WorkflowOperatorClient(Client client) {
    this.client = client;
  }

  void pause(String activityId) {
    pause(
        PauseActivityRequest.newBuilder()
            .setExecution(client.execution())
            .setId(activityId)
            .setReason("by hand")
            .setRequestId("pause of " + activityId));
  }

  void pause(PauseActivityRequest.Builder request) {
    client.outcome(
        "pause",
        () ->
            client
                .stub()
                .pauseActivity(
                    request.setNamespace(Client.NAMESPACE).setIdentity(OPERATOR).build()));
  }

  void unpause(String activityId) {
    client.outcome(
        "unpause",
        () ->
            client
                .stub()
                .unpauseActivity(
                    UnpauseActivityRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setExecution(client.execution())
                        .setId(activityId)
                        .setIdentity(OPERATOR)
                        .build()));
  }

  void reset(String activityId) {
    reset(ResetActivityRequest.newBuilder().setId(activityId));
  }

  void reset(ResetActivityRequest.Builder request) {
    client.outcome(
        "reset",
        () ->
            client
                .stub()
                .resetActivity(
                    request
                        .setNamespace(Client.NAMESPACE)
                        .setExecution(client.execution())
                        .setIdentity(OPERATOR)
                        .build()));
  }

  void update(String activityId, ActivityOptions.Builder options, String... paths) {
    update(
        UpdateActivityOptionsRequest.newBuilder()
            .setId(activityId)
            .setActivityOptions(options)
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths))));
  }

  void update(UpdateActivityOptionsRequest.Builder request) {
    client.outcome(
        "update",
        () -> {
          ActivityOptions options =
              client
                  .stub()
                  .updateActivityOptions(
                      request
                          .setNamespace(Client.NAMESPACE)
                          .setExecution(client.execution())
                          .setIdentity(OPERATOR)
                          .build())
                  .getActivityOptions();
          client.say(
              "start to close %s, heartbeat %s"
                  .formatted(
                      Client.seconds(options.getStartToCloseTimeout()),
                      Client.seconds(options.getHeartbeatTimeout())));
          return options;
        });
  }

  /** A heartbeat, and what its answer tells of an operator's commands. */
  void heartbeat(PollActivityTaskQueueResponse task) {
    client.outcome(
        "heartbeat",
        () -> {
          RecordActivityTaskHeartbeatResponse told =
              client
                  .stub()
                  .recordActivityTaskHeartbeat(
                      RecordActivityTaskHeartbeatRequest.newBuilder()
                          .setNamespace(Client.NAMESPACE)
                          .setTaskToken(task.getTaskToken())
                          .setDetails(Client.payloads("told?"))
                          .build());
          client.say(
              "paused: %s, reset: %s".formatted(told.getActivityPaused(), told.getActivityReset()));
          return told;
        });
  }
}
