package dev.tokenstorm.recovery;

import java.util.List;

/**
 * A run with faults, step by step.
 *
 * @param steps in their order, without gaps near faults; elsewhere they may be missing
 * @param openLoop whether starts are due by a schedule
 * @param measuredFromNanos when the measured phase began, from the run's start
 * @param measuredToNanos when it ended, and nothing was started any more
 * @param doubts tokens that were doubtful
 */
public record StepSeries(
    List<TimeStep> steps,
    boolean openLoop,
    long measuredFromNanos,
    long measuredToNanos,
    List<DoubtCount> doubts) {
  public StepSeries {
    steps = List.copyOf(steps);
    doubts = List.copyOf(doubts);
  }

  /** Returns the number of the first step that begins at a moment or later. */
  int from(long nanos) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).beginNanos() < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the sums of some steps. */
  StepSum sum(int from, int to) {
    return StepSum.of(steps.subList(from, to));
  }

  /** Returns the sums of all steps of a span, also of those that lie in it in part. */
  StepSum touching(FaultSpan span) {
    int from = from(span.beginNanos());
    boolean cut = from > 0 && steps.get(from - 1).endNanos() > span.beginNanos();
    int first = cut ? from - 1 : from;
    int to = Math.max(from(span.endNanos()), Math.min(first + 1, steps.size()));
    return sum(Math.min(first, to), to);
  }
}
