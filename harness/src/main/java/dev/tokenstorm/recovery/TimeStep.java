package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.PackedHistogram;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.Map;

/**
 * What happened in about 0.1 s of a run. All times are from the run's start.
 *
 * @param beginNanos the end of the step before
 * @param endNanos when the counts were read
 * @param due starts that an open loop's schedule had in the step; 0 in a closed loop
 * @param completions tokens that a completer settled
 * @param closed executions that closed by themselves
 * @param attempts what became of attempts, as far as it was learnt in the step
 * @param calls RPC attempts that ended
 * @param errors those that went wrong, by status; without a status that none ended with
 * @param closing latencies of the executions that closed, in nanoseconds; from the intended start
 *     in an open loop
 */
public record TimeStep(
    long beginNanos,
    long endNanos,
    long due,
    long completions,
    long closed,
    AttemptCounts attempts,
    long calls,
    Map<RpcStatus, Long> errors,
    PackedHistogram closing) {
  public TimeStep {
    errors = Map.copyOf(errors);
  }

  /** Returns a longer stretch of which only this is kept: that nothing was completed in it. */
  public static TimeStep withoutCompletions(long beginNanos, long endNanos) {
    return new TimeStep(
        beginNanos, endNanos, 0, 0, 0, AttemptCounts.NONE, 0, Map.of(), PackedHistogram.EMPTY);
  }

  /** Length of the step. */
  long nanos() {
    return endNanos - beginNanos;
  }
}
