package dev.tokenstorm.frontend;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.NamespaceState;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionConfig;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;

/** Describes the front end, its namespace and its executions. */
final class DescribeResponses {
  private DescribeResponses() {}

  static GetSystemInfoResponse system() {
    return GetSystemInfoResponse.newBuilder()
        .setServerVersion(NullFrontEnd.VERSION)
        .setCapabilities(
            GetSystemInfoResponse.Capabilities.newBuilder()
                .setSignalAndQueryHeader(true)
                .setInternalErrorDifferentiation(true)
                .setActivityFailureIncludeHeartbeat(true)
                .setEncodedFailureAttributes(true)
                .setSdkMetadata(true))
        .build();
  }

  static DescribeNamespaceResponse namespace(ServerContext server) {
    return DescribeNamespaceResponse.newBuilder()
        .setNamespaceInfo(
            NamespaceInfo.newBuilder()
                .setName(server.namespace())
                .setId("00000000-0000-4000-8000-000000000000")
                .setState(NamespaceState.NAMESPACE_STATE_REGISTERED)
                .setDescription("the null front end's only namespace")
                .setCapabilities(
                    NamespaceInfo.Capabilities.newBuilder()
                        .setStandaloneActivities(server.options().standalone())
                        .setStandaloneActivityStartDelay(server.options().standalone())
                        .setStandaloneActivityOperatorCommands(
                            server.options().standalone() && server.options().operatorCommands())))
        .setConfig(NamespaceConfig.getDefaultInstance())
        .build();
  }

  /** Describes an execution. Called with the execution's lock. */
  static DescribeWorkflowExecutionResponse execution(Execution execution) {
    WallTime time = execution.server.wallTime();
    Timestamp started = time.at(execution.startedNanos);
    WorkflowExecutionInfo.Builder info =
        WorkflowExecutionInfo.newBuilder()
            .setExecution(execution.identity())
            .setType(execution.request.getWorkflowType())
            .setStartTime(started)
            .setExecutionTime(started)
            .setStatus(execution.status())
            .setTaskQueue(execution.request.getTaskQueue().getName())
            .setHistoryLength(execution.log.nextId() - 1)
            .setHistorySizeBytes(execution.log.bytes())
            // The count grows with each event, also with one that is held back during a workflow
            // task.
            .setStateTransitionCount(execution.log.nextId() - 1 + execution.log.held())
            .setFirstRunId(execution.runId)
            .setMemo(execution.request.getMemo())
            .setSearchAttributes(execution.request.getSearchAttributes());
    if (!execution.open()) {
      info.setCloseTime(time.at(execution.closedNanos()));
      info.setExecutionDuration(
          WallTime.duration(execution.closedNanos() - execution.startedNanos));
    }
    DescribeWorkflowExecutionResponse.Builder answer =
        DescribeWorkflowExecutionResponse.newBuilder()
            .setExecutionConfig(
                WorkflowExecutionConfig.newBuilder()
                    .setTaskQueue(WorkflowTask.normal(execution.request.getTaskQueue().getName()))
                    .setWorkflowExecutionTimeout(execution.request.getWorkflowExecutionTimeout())
                    .setWorkflowRunTimeout(WallTime.duration(execution.runNanos()))
                    .setDefaultWorkflowTaskTimeout(
                        WallTime.duration(execution.workflowTask.timeoutNanos())))
            .setWorkflowExecutionInfo(info);
    for (Activity activity : execution.activities.all()) {
      answer.addPendingActivities(activity.describe());
    }
    WorkflowTask task = execution.workflowTask;
    if (execution.open() && task.pending()) {
      PendingWorkflowTaskInfo.Builder pending =
          PendingWorkflowTaskInfo.newBuilder()
              .setState(
                  task.started()
                      ? PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED
                      : PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED)
              .setScheduledTime(time.at(task.scheduledNanos()))
              .setAttempt(task.attempt());
      if (task.started()) {
        pending.setStartedTime(time.at(task.startedNanos()));
      }
      answer.setPendingWorkflowTask(pending);
    }
    return answer.build();
  }
}
