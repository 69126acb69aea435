package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.NanoClock;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/**
 * What all executions of a front end share.
 *
 * @param id tells this front end's tokens from those of another
 * @param eager whether activities may be handed out with the answer to a workflow task
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
