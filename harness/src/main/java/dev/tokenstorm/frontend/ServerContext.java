package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.NanoClock;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/**
 * What all executions of a front end share.
 *
 * @param id in the front end's tokens; it tells them from tokens of another front end
 * @param namespace the only namespace
 * @param clock that times everything
 * @param wallTime turns readings of the clock into timestamps
 * @param timers alarms of all executions
 * @param workflowTasks task queues of workflow tasks
 * @param activityTasks task queues of activity tasks
 * @param executions all executions
 * @param faults that the front end was told to have
 * @param eager whether activities may be started with the answer to a workflow task
 */
record ServerContext(
    long id,
    String namespace,
    NanoClock clock,
    WallTime wallTime,
    TimerHeap timers,
    TaskQueues<PollWorkflowTaskQueueResponse> workflowTasks,
    TaskQueues<PollActivityTaskQueueResponse> activityTasks,
    Executions executions,
    Faults faults,
    boolean eager) {}
