package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;

/**
 * Whether an open loop's workflows closed as fast as they were to start.
 *
 * @param intended a second
 * @param closed a second
 * @param kept whether no more were left open at the end than are on their way at that rate, by
 *     Little's law, and that for far shorter than the phase
 */
record ArrivalBalance(double intended, double closed, boolean kept) {
  /** What is on its way is this much at most, against the mean. */
  private static final double SLACK = 2;

  /** Of a run that falls behind, workflows take as long as it lasts. */
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
