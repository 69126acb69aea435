package dev.tokenstorm.recovery;

import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.PackedHistogram;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;

/** A run in steps of 0.1 s that is computed from when its executions start and close. */
final class ComputedRun {
  /** Completions of each execution. */
  static final int COMPLETIONS_EACH = 4;

  private static final double STEPS_PER_SECOND = 10;

  private final double shiftSeconds;
  private final long[] due;
  private final long[] closed;
  private final AttemptCounts[] attempts;
  private final List<Map<RpcStatus, Long>> errors = new ArrayList<>();
  private final Histogram[] closing;
  private final List<DoubtCount> doubts = new ArrayList<>();
  private boolean openLoop = true;
  private double measuredFrom;
  private double measuredTo;

  /** Makes one of whole seconds, all of them measured. */
  ComputedRun(int seconds) {
    this(seconds, 0);
  }

  /**
   * Makes one whose steps do not end with whole tenths of a second.
   *
   * @param shiftSeconds by which each step ends later, less than a step
   */
  ComputedRun(int seconds, double shiftSeconds) {
    this.shiftSeconds = shiftSeconds;
    int steps = (int) (seconds * STEPS_PER_SECOND);
    due = new long[steps];
    closed = new long[steps];
    attempts = new AttemptCounts[steps];
    Arrays.fill(attempts, AttemptCounts.NONE);
    closing = new Histogram[steps];
    Arrays.setAll(closing, unused -> LatencyRecorders.newHistogram());
    for (int i = 0; i < steps; i++) {
      errors.add(new HashMap<>());
    }
    measuredTo = seconds;
  }

  ComputedRun closedLoop() {
    openLoop = false;
    return this;
  }

  ComputedRun measured(double fromSeconds, double toSeconds) {
    measuredFrom = fromSeconds;
    measuredTo = toSeconds;
    return this;
  }

  /**
   * Adds executions that start evenly.
   *
   * @param closes says when an execution closes that started at a moment, both in seconds
   */
  ComputedRun arrivals(
      double perSecond, double fromSeconds, double toSeconds, DoubleUnaryOperator closes) {
    for (int n = 0; fromSeconds + n / perSecond < toSeconds; n++) {
      double start = fromSeconds + n / perSecond;
      add(due, start);
      double close = closes.applyAsDouble(start);
      add(closed, close);
      if (step(close) < closing.length) {
        closing[step(close)].recordValue(nanos(close - start));
      }
    }
    return this;
  }

  private void add(long[] counts, double seconds) {
    if (step(seconds) < counts.length) {
      counts[step(seconds)]++;
    }
  }

  ComputedRun errors(double atSeconds, RpcStatus status, long count) {
    errors.get(step(atSeconds)).merge(status, count, Long::sum);
    return this;
  }

  ComputedRun attempts(double atSeconds, AttemptCounts learnt) {
    attempts[step(atSeconds)] = attempts[step(atSeconds)].plus(learnt);
    return this;
  }

  ComputedRun doubt(DoubtCount doubt) {
    doubts.add(doubt);
    return this;
  }

  StepSeries series() {
    List<TimeStep> steps = new ArrayList<>();
    for (int i = 0; i < due.length; i++) {
      long wrong = errors.get(i).values().stream().mapToLong(Long::longValue).sum();
      steps.add(
          new TimeStep(
              i == 0 ? 0 : end(i - 1),
              end(i),
              openLoop ? due[i] : 0,
              closed[i] * COMPLETIONS_EACH,
              closed[i],
              attempts[i],
              closed[i] * COMPLETIONS_EACH + wrong,
              errors.get(i),
              PackedHistogram.of(closing[i])));
    }
    return new StepSeries(steps, openLoop, nanos(measuredFrom), nanos(measuredTo), doubts);
  }

  /** What a fault cost that is the only one. */
  FaultCost cost(double fromSeconds, double toSeconds) {
    return FaultCosts.of(series(), List.of(span(1, fromSeconds, toSeconds))).get(0);
  }

  static FaultSpan span(int number, double fromSeconds, double toSeconds) {
    return new FaultSpan(number, nanos(fromSeconds), nanos(toSeconds));
  }

  static long nanos(double seconds) {
    return Math.round(seconds * Nanos.PER_SECOND);
  }

  private int step(double seconds) {
    // Sums of tenths are a little off.
    double steps = (seconds - shiftSeconds) * STEPS_PER_SECOND;
    return (int) Math.max(0, Math.floor(steps + 1e-6));
  }

  private long end(int step) {
    return nanos((step + 1) / STEPS_PER_SECOND + shiftSeconds);
  }
}
