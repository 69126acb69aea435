package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.result.Figures;

/**
 * The latency of an average execution, cut into its waits from start to close, in seconds.
 *
 * <p>Branches run side by side, so one branch is counted. Each part is a mean of what was timed in
 * one phase; so no execution needs to start and close within that phase.
 *
 * @param steps number of activities that follow each other in a branch
 * @param lag seconds from the intended time to the start request; 0 in a closed loop
 * @param start seconds until the server has accepted the start request
 * @param workflowTasks seconds that all its workflow tasks wait for a worker
 * @param activityTasks seconds that all its activity tasks wait for a worker
 * @param external seconds that the external completer takes on purpose, as planned
 * @param completers seconds that its due tokens wait for a completer
 * @param server seconds from completion calls to the next line of the workflow's code, without the
 *     wait of workflow tasks; where no workflow goes on, to the calls' answers
 */
record LatencyBreakdown(
    int steps,
    double lag,
    double start,
    double workflowTasks,
    double activityTasks,
    double external,
    double completers,
    double server) {

  /**
   * Computes the breakdown of an execution from the means of a phase.
   *
   * <p>Where the last token closes the execution, nobody sees it go on, and the external
   * completer's time is what is left of the whole.
   *
   * @param shape of the executions
   * @param released whether tokens were held back for a release; their wait for it is not counted
   *     as the external completer's time
   */
  static LatencyBreakdown of(Figures figures, Shape shape, boolean released) {
    int steps = shape.steps();
    double taskWait = figures.meanSeconds(Latency.WORKFLOW_TASK_WAIT);
    double tokenWait = figures.meanSeconds(Latency.TOKEN_WAIT);
    double resume = figures.meanSeconds(Latency.RESUME);
    double pending =
        shape.closesWithLastToken()
            ? figures.meanSeconds(Latency.WORKFLOW)
                - figures.meanSeconds(Latency.WORKFLOW_START)
                - figures.meanSeconds(Latency.ACTIVITY_TASK_WAIT)
                - figures.meanSeconds(Latency.COMPLETION_CALL)
            : figures.meanSeconds(Latency.ACTIVITY) - resume;
    double external = released ? 0 : pending - tokenWait;
    return new LatencyBreakdown(
        steps,
        figures.meanSeconds(Latency.SCHEDULE_LAG),
        figures.meanSeconds(Latency.WORKFLOW_START),
        (steps + 1) * taskWait,
        steps * figures.meanSeconds(Latency.ACTIVITY_TASK_WAIT),
        steps * Math.max(0, external),
        steps * tokenWait,
        steps * Math.max(figures.meanSeconds(Latency.COMPLETION_CALL), resume - taskWait));
  }

  double seconds() {
    return lag + start + workflowTasks + activityTasks + external + completers + server;
  }

  /** Returns how many seconds one workflow task waits for a worker. */
  double workflowTaskSeconds() {
    return workflowTasks / (steps + 1);
  }

  /** Returns a part, in seconds, as a share of the whole latency, 0 to 1. */
  double share(double part) {
    return seconds() > 0 ? part / seconds() : 0;
  }
}
