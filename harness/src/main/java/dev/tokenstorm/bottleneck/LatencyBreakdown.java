package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Figures;

/**
 * What a workflow goes through from its start to its close, in seconds, on average; branches go
 * side by side. The parts are means of what was timed in one phase, so they need no workflow that
 * went all the way within it.
 *
 * @param steps activities that follow each other
 * @param lag until its start is requested (open loop)
 * @param start until the server has taken it
 * @param workflowTasks that its workflow tasks wait for their start
 * @param activityTasks that its activity tasks do
 * @param external the external completer's own time
 * @param completers that its tokens wait for a completer
 * @param server from completion calls to the workflow's next lines, the wait of workflow tasks
 *     apart
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
   * The way of a greeting.
   *
   * @param steps activities that follow each other
   * @param released whether its tokens were held back, which is not the external completer's time
   */
  static LatencyBreakdown of(Figures figures, int steps, boolean released) {
    double taskWait = figures.meanSeconds(Latency.WORKFLOW_TASK_WAIT);
    double tokenWait = figures.meanSeconds(Latency.TOKEN_WAIT);
    double resume = figures.meanSeconds(Latency.RESUME);
    double external = released ? 0 : figures.meanSeconds(Latency.ACTIVITY) - resume - tokenWait;
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

  /** What one workflow task waits for its start. */
  double workflowTaskSeconds() {
    return workflowTasks / (steps + 1);
  }

  /** A part of it as a share of the whole. */
  double share(double part) {
    return seconds() > 0 ? part / seconds() : 0;
  }
}
