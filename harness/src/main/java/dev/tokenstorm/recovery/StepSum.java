package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The sums of successive steps. Its parts mean what those of a {@link TimeStep} mean.
 *
 * @param nanos length of the steps together
 */
record StepSum(
    List<TimeStep> steps,
    long nanos,
    long due,
    long completions,
    long closed,
    AttemptCounts attempts,
    long calls,
    Map<RpcStatus, Long> errors) {

  static StepSum of(List<TimeStep> steps) {
    long nanos = 0;
    long due = 0;
    long completions = 0;
    long closed = 0;
    AttemptCounts attempts = AttemptCounts.NONE;
    long calls = 0;
    Map<RpcStatus, Long> errors = new HashMap<>();
    for (TimeStep step : steps) {
      nanos += step.nanos();
      due += step.due();
      completions += step.completions();
      closed += step.closed();
      attempts = attempts.plus(step.attempts());
      calls += step.calls();
      step.errors().forEach((status, count) -> errors.merge(status, count, Long::sum));
    }
    return new StepSum(steps, nanos, due, completions, closed, attempts, calls, errors);
  }

  double seconds() {
    return Nanos.toSeconds(nanos);
  }

  /**
   * Merges the latencies of the executions that closed: percentiles cannot be averaged.
   *
   * @param merged has them afterwards, and nothing else
   */
  void mergeClosing(Histogram merged) {
    merged.reset();
    steps.forEach(step -> step.closing().addTo(merged));
  }
}
