package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;

/**
 * Compares how fast an open loop's workflows closed with how fast they were to start.
 *
 * @param intended workflows that the schedule asked for, per second
 * @param closed workflows that closed, per second
 * @param kept whether the target kept up with the schedule: few workflows were left open at the end
 *     of the phase, by Little's law, and each took far less time than the phase
 */
record ArrivalBalance(double intended, double closed, boolean kept) {
  /** The largest number of workflows that are normally open, as a multiple of their mean number. */
  private static final double SLACK = 2;

  /**
   * Largest share of the phase that the p90 latency may take in a run that keeps up. In a run that
   * falls behind, latency grows with the length of the run.
   */
  private static final double MAX_LATENCY_SHARE = 1.0 / 3;

  static ArrivalBalance of(RunEvidence evidence) {
    Figures figures = evidence.figures();
    double seconds = Math.max(figures.seconds(), Double.MIN_NORMAL);
    double intended = figures.counts().intended() / seconds;
    double closed = figures.workflowsClosed() / seconds;
    LatencySummary workflow = figures.latencies().get(Latency.WORKFLOW_CORRECTED);
    double took = workflow == null || workflow.count() == 0 ? seconds : workflow.p90();
    boolean kept =
        took < seconds * MAX_LATENCY_SHARE
            && (intended - closed) * seconds <= Math.max(1, SLACK * intended * took);
    return new ArrivalBalance(intended, closed, kept);
  }
}
