package dev.tokenstorm.frontend;

import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.activity.v1.ActivityExecutionListInfo;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;

/** Describes standalone activities. All methods are called with the activity's lock. */
final class StandaloneDescriptions {
  private StandaloneDescriptions() {}

  /** Returns what a worker is told of the attempt that it has started. */
  static PollActivityTaskQueueResponse task(StandaloneActivity activity) {
    ServerContext server = activity.server;
    StartActivityExecutionRequest request = activity.request();
    ActivityAttempts attempts = activity.attempts();
    TaskToken token =
        TaskToken.standalone(
            server.id(), activity.serial, attempts.startedStamp(), attempts.number());
    PollActivityTaskQueueResponse.Builder answer =
        attempts
            .answer(server.wallTime(), attempts.timeouts())
            .setTaskToken(token.bytes())
            .setWorkflowNamespace(server.namespace())
            .setWorkflowExecution(WorkflowExecution.getDefaultInstance())
            .setActivityType(request.getActivityType())
            .setActivityId(activity.id())
            .setActivityRunId(activity.runId);
    if (request.hasInput()) {
      answer.setInput(request.getInput());
    }
    if (request.hasHeader()) {
      answer.setHeader(request.getHeader());
    }
    if (request.hasPriority()) {
      answer.setPriority(request.getPriority());
    }
    return answer.build();
  }

  /** Returns all that a client has asked for. */
  static DescribeActivityExecutionResponse describe(
      StandaloneActivity activity, DescribeActivityExecutionRequest asked) {
    DescribeActivityExecutionResponse.Builder answer =
        DescribeActivityExecutionResponse.newBuilder()
            .setRunId(activity.runId)
            .setInfo(info(activity, asked))
            .setLongPollToken(LongPollToken.of(activity).bytes());
    if (asked.getIncludeInput() && activity.request().hasInput()) {
      answer.setInput(activity.request().getInput());
    }
    if (asked.getIncludeOutcome()) {
      activity.outcome().ifPresent(answer::setOutcome);
    }
    return answer.build();
  }

  private static ActivityExecutionInfo info(
      StandaloneActivity activity, DescribeActivityExecutionRequest asked) {
    StartActivityExecutionRequest request = activity.request();
    ActivityAttempts attempts = activity.attempts();
    ActivityTimeouts timeouts = attempts.timeouts();
    WallTime time = activity.server.wallTime();
    ActivityExecutionInfo.Builder info =
        ActivityExecutionInfo.newBuilder()
            .setActivityId(activity.id())
            .setRunId(activity.runId)
            .setActivityType(request.getActivityType())
            .setStatus(activity.status())
            .setRunState(state(activity))
            .setTaskQueue(activity.queue())
            .setScheduleToCloseTimeout(WallTime.duration(timeouts.scheduleToClose()))
            .setScheduleToStartTimeout(WallTime.duration(timeouts.scheduleToStart()))
            .setStartToCloseTimeout(WallTime.duration(timeouts.startToClose()))
            .setHeartbeatTimeout(WallTime.duration(timeouts.heartbeat()))
            .setRetryPolicy(attempts.policy())
            .setLastWorkerIdentity(attempts.identity())
            .setAttempt(attempts.number())
            .setScheduleTime(time.at(attempts.scheduledNanos()))
            .setExecutionTime(time.at(attempts.firstDispatchNanos()))
            .setStateTransitionCount(activity.transitions())
            .setStateSizeBytes(request.getSerializedSize())
            .setTotalHeartbeatCount(activity.heartbeats().count())
            .setCanceledReason(activity.cancelReason())
            .setSearchAttributes(
                request.hasSearchAttributes()
                    ? request.getSearchAttributes()
                    : SearchAttributes.getDefaultInstance());
    addRequested(request, info);
    addTimes(activity, info);
    if (asked.getIncludeHeartbeatDetails() && attempts.heartbeatDetails() != null) {
      info.setHeartbeatDetails(attempts.heartbeatDetails());
    }
    if (asked.getIncludeLastFailure() && attempts.lastFailure() != null) {
      info.setLastFailure(attempts.lastFailure());
    }
    return info.build();
  }

  private static void addRequested(
      StartActivityExecutionRequest request, ActivityExecutionInfo.Builder info) {
    if (request.hasHeader()) {
      info.setHeader(request.getHeader());
    }
    if (request.hasPriority()) {
      info.setPriority(request.getPriority());
    }
    if (request.hasUserMetadata()) {
      info.setUserMetadata(request.getUserMetadata());
    }
    if (request.hasStartDelay()) {
      info.setStartDelay(request.getStartDelay());
    }
  }

  private static void addTimes(StandaloneActivity activity, ActivityExecutionInfo.Builder info) {
    ActivityAttempts attempts = activity.attempts();
    WallTime time = activity.server.wallTime();
    if (attempts.timeouts().scheduleToClose() > 0) {
      info.setExpirationTime(time.at(attempts.expiresNanos()));
    }
    if (attempts.everStarted()) {
      info.setLastStartedTime(time.at(attempts.startedNanos()));
    }
    if (activity.heartbeats().known()) {
      info.setLastHeartbeatTime(time.at(activity.heartbeats().lastNanos()));
    }
    if (activity.attemptEndedNanos() != Long.MAX_VALUE) {
      info.setLastAttemptCompleteTime(time.at(activity.attemptEndedNanos()));
    }
    if (!activity.open()) {
      info.setCloseTime(time.at(activity.closedNanos()));
      info.setExecutionDuration(
          WallTime.duration(activity.closedNanos() - attempts.scheduledNanos()));
    } else if (attempts.waiting() && !attempts.held()) {
      info.setNextAttemptScheduleTime(time.at(attempts.dispatchNanos()));
      if (attempts.number() > 1) {
        info.setCurrentRetryInterval(
            WallTime.duration(attempts.dispatchNanos() - activity.attemptEndedNanos()));
      }
    }
  }

  private static PendingActivityState state(StandaloneActivity activity) {
    if (!activity.open()) {
      return PendingActivityState.PENDING_ACTIVITY_STATE_UNSPECIFIED;
    }
    return PendingActivities.state(activity.attempts());
  }

  /** Returns what a list tells. */
  static ActivityExecutionListInfo listed(StandaloneActivity activity) {
    ActivityAttempts attempts = activity.attempts();
    WallTime time = activity.server.wallTime();
    ActivityExecutionListInfo.Builder info =
        ActivityExecutionListInfo.newBuilder()
            .setActivityId(activity.id())
            .setRunId(activity.runId)
            .setActivityType(activity.request().getActivityType())
            .setStatus(activity.status())
            .setTaskQueue(activity.queue())
            .setScheduleTime(time.at(attempts.scheduledNanos()))
            .setExecutionTime(time.at(attempts.firstDispatchNanos()))
            .setSearchAttributes(
                activity.request().hasSearchAttributes()
                    ? activity.request().getSearchAttributes()
                    : SearchAttributes.getDefaultInstance());
    if (!activity.open()) {
      info.setStateTransitionCount(activity.transitions());
      info.setStateSizeBytes(activity.request().getSerializedSize());
      info.setCloseTime(time.at(activity.closedNanos()));
      info.setExecutionDuration(
          WallTime.duration(activity.closedNanos() - attempts.scheduledNanos()));
    }
    return info.build();
  }
}
