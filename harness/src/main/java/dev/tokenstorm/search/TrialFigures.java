package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search uses of a run's figures, all of the measured phase. By Little's law the mean number
 * of busy completers is their throughput times the mean duration of a call (Little: A Proof for the
 * Queuing Formula L = λW, Operations Research 9, 1961).
 *
 * @param seconds how long the phase lasted
 * @param completers the pool's concurrency
 * @param callSeconds the mean of a completion call
 * @param workflowSeconds the median of a workflow, from its intended start where it has one
 * @param coresShare the process's CPU time, as a share of what all cores have
 */
public record TrialFigures(
    double seconds,
    double workflowsPerSecond,
    double completionsPerSecond,
    int completers,
    OptionalDouble callSeconds,
    OptionalDouble workflowSeconds,
    double coresShare,
    Backlog backlog) {

  /** The figures of a run. */
  static TrialFigures of(RunResult result, Backlog backlog) {
    Figures figures = result.phase(Phase.MEASURE);
    Latency workflow = result.facts().openLoop() ? Latency.WORKFLOW_CORRECTED : Latency.WORKFLOW;
    double cores = result.facts().host().cores();
    return new TrialFigures(
        figures.seconds(),
        figures.workflowsPerSecond().orElse(0),
        figures.completionsPerSecond().orElse(0),
        result.facts().plan().completion().completers(),
        callSeconds(figures, result.phase(Phase.WARMUP)),
        // Those that close in the drain, too: of long workflows there are no others.
        median(result.run(), workflow),
        cores == 0 ? 0 : figures.generator().coresUsed() / cores,
        backlog);
  }

  /** The mean share of completers that had a call under way, by Little's law. */
  public OptionalDouble busyShare() {
    return callSeconds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.min(1, completionsPerSecond * callSeconds.getAsDouble() / completers));
  }

  /**
   * The mean call. Those of the warm-up's workflows count to the warm-up, also when they come
   * later; where these are most calls of the measured phase, they are taken as well.
   */
  private static OptionalDouble callSeconds(Figures measured, Figures warmup) {
    LatencySummary calls = call(measured);
    LatencySummary earlier = call(warmup);
    long count = calls.count() < measured.completions() / 2 ? earlier.count() : 0;
    double seconds = calls.count() * calls.mean() + count * earlier.mean();
    return calls.count() + count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds / (calls.count() + count));
  }

  private static LatencySummary call(Figures figures) {
    return Optional.ofNullable(figures.latencies().get(Latency.COMPLETION_CALL))
        .orElse(LatencySummary.of(LatencyRecorders.newHistogram()));
  }

  private static OptionalDouble median(Figures figures, Latency latency) {
    LatencySummary summary = figures.latencies().get(latency);
    return summary == null || summary.count() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(summary.p50());
  }
}
