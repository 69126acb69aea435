package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.NullOptions;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The context that all executions of a front end share.
 *
 * @param id in the front end's tokens; it tells them from tokens of another front end
 * @param namespace the only namespace
 * @param clock that times everything
 * @param wallTime turns readings of the clock into timestamps
 * @param timers alarms of all executions
 * @param workflowTasks task queues of workflow tasks
 * @param activityTasks task queues of activity tasks
 * @param serials the last serial number of an execution
 * @param workflows all runs of workflows
 * @param activities all standalone activities
 * @param faults that the front end was told to have
 * @param options which of its features are on
 */
record ServerContext(
    long id,
    String namespace,
    NanoClock clock,
    WallTime wallTime,
    TimerHeap timers,
    TaskQueues<PollWorkflowTaskQueueResponse> workflowTasks,
    TaskQueues<PollActivityTaskQueueResponse> activityTasks,
    AtomicLong serials,
    Executions<Execution> workflows,
    Executions<StandaloneActivity> activities,
    Faults faults,
    NullOptions options) {

  /**
   * Checks the namespace of a request.
   *
   * @throws StatusRuntimeException if it is not the only one
   */
  void checkNamespace(String name) {
    if (name.isEmpty()) {
      throw StatusErrors.invalid("Namespace not set on request.");
    }
    if (!name.equals(namespace)) {
      throw StatusErrors.noNamespace(name);
    }
  }

  /**
   * Checks the namespace beside a token. It may be left out, because the token implies it, but a
   * wrong one is refused.
   */
  void checkNamespaceOfToken(String name) {
    if (!name.isEmpty()) {
      checkNamespace(name);
    }
  }

  /**
   * Returns the run that a token names.
   *
   * @throws StatusRuntimeException if there is none
   */
  Execution workflow(TaskToken token) {
    Execution execution = token.frontEnd() == id ? workflows.bySerial(token.execution()) : null;
    if (execution == null) {
      throw StatusErrors.notFound("workflow execution not found");
    }
    return execution;
  }

  /**
   * Returns the standalone activity that a token names.
   *
   * @throws StatusRuntimeException if there is none
   */
  StandaloneActivity activity(TaskToken token) {
    StandaloneActivity activity =
        token.frontEnd() == id ? activities.bySerial(token.execution()) : null;
    if (activity == null) {
      throw StatusErrors.notFound("activity not found");
    }
    return activity;
  }

  /**
   * Returns the standalone activity of an id.
   *
   * @param runId may be empty, for the latest run
   * @throws StatusRuntimeException if there is none
   */
  StandaloneActivity activity(String activityId, String runId) {
    StandaloneActivity activity = activities.find(activityId, runId);
    if (activity == null) {
      throw StatusErrors.noStandaloneActivity(activityId);
    }
    return activity;
  }

  /**
   * Returns the run that a request names: a run, or the latest run of a workflow id.
   *
   * @throws StatusRuntimeException if there is none, or if the request names none
   */
  Execution workflow(WorkflowExecution name) {
    if (name.getWorkflowId().isEmpty()) {
      throw StatusErrors.invalid("WorkflowId is not set on request.");
    }
    Execution execution = workflows.find(name.getWorkflowId(), name.getRunId());
    if (execution == null) {
      throw StatusErrors.noExecution(name.getWorkflowId());
    }
    return execution;
  }
}
