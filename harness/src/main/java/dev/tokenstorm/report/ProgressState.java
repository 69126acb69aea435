package dev.tokenstorm.report;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Follows a run: how much is done, how fast it goes, and how long it will take. Rates are smoothed
 * over about five intervals.
 */
final class ProgressState {
  private static final double SMOOTHING = 0.3;

  /**
   * Smallest rate, per second, from which the time left is computed. A smaller rate is only the
   * remainder of the smoothing.
   */
  private static final double SLOWEST_PER_SECOND = 0.01;

  private final ProgressGoal goal;
  private LedgerCounts counts = Counts.NONE;
  private Phase phase = Phase.WARMUP;
  private long phaseNanos;
  private long startedBefore;
  private long inFlight;
  private long inFlightAtDrain;
  private long pending;
  private long pendingAtRelease;
  private long settledAtRelease;
  private OptionalDouble rate = OptionalDouble.empty();
  private double lastRate;

  ProgressState(ProgressGoal goal) {
    this.goal = goal;
  }

  /** Adds an interval, and returns whether it is the first of its phase. */
  boolean accept(Interval interval) {
    boolean changed = counts.equals(Counts.NONE) || interval.phase() != phase;
    if (changed) {
      phaseNanos = 0;
      inFlightAtDrain = inFlight;
      if (interval.phase() == Phase.MEASURE) {
        startedBefore = counts.started();
      }
      if (interval.phase() == Phase.RELEASE) {
        pendingAtRelease = pending;
        settledAtRelease = counts.tokensSettled();
      }
    }
    phase = interval.phase();
    phaseNanos += interval.lengthNanos();
    inFlight = interval.gauges().inFlight();
    pending = interval.gauges().pendingTokens();
    long closed = Counts.closed(Counts.between(counts, interval.counts()));
    lastRate =
        interval.lengthNanos() > 0 ? closed * Nanos.PER_SECOND / interval.lengthNanos() : lastRate;
    rate =
        OptionalDouble.of(
            rate.isPresent()
                ? SMOOTHING * lastRate + (1 - SMOOTHING) * rate.getAsDouble()
                : lastRate);
    counts = interval.counts();
    return changed;
  }

  Phase phase() {
    return phase;
  }

  /** Returns the workflows closed per second in the last interval. */
  double workflowsPerSecond() {
    return lastRate;
  }

  /** Returns how many measured workflows are settled. */
  long done() {
    return phase == Phase.WARMUP ? 0 : Math.max(0, counts.workflowsSettled() - startedBefore);
  }

  /** Returns how many tokens are pending, of those that are to be parked. */
  long parked() {
    return pending;
  }

  /** Returns how many tokens were parked when the release began. */
  long released() {
    return pendingAtRelease;
  }

  /** Returns how many of the parked tokens were settled since the release began. */
  long settled() {
    return Math.min(pendingAtRelease, counts.tokensSettled() - settledAtRelease);
  }

  /**
   * Returns how much of the phase, or of the workflows to run, is done, 0 to 1; empty if unknown.
   */
  OptionalDouble fraction() {
    if (phase == Phase.WARMUP) {
      return ofTime(goal.warmup());
    }
    if (phase == Phase.MEASURE && goal.park().isPresent()) {
      return fraction(parked(), goal.park().getAsLong());
    }
    if (phase == Phase.RELEASE) {
      return fraction(settled(), released());
    }
    if (goal.workflows().isPresent()) {
      return fraction(done(), goal.workflows().getAsLong());
    }
    if (phase == Phase.MEASURE) {
      return goal.duration().isPresent() ? ofTime(goal.duration().get()) : OptionalDouble.empty();
    }
    return fraction(inFlightAtDrain - inFlight, inFlightAtDrain);
  }

  /** Returns the seconds until the phase, or the work of the run, is done; empty if unknown. */
  OptionalDouble remainingSeconds() {
    if (phase == Phase.WARMUP) {
      return remaining(goal.warmup());
    }
    if (phase == Phase.RELEASE || (phase == Phase.MEASURE && goal.park().isPresent())) {
      return remainingTokens();
    }
    if (phase == Phase.MEASURE && goal.duration().isPresent()) {
      return remaining(goal.duration().get());
    }
    double smoothed = rate.orElse(0);
    long left = goal.workflows().isPresent() ? goal.workflows().getAsLong() - done() : inFlight;
    return smoothed > SLOWEST_PER_SECOND
        ? OptionalDouble.of(Math.max(0, left) / smoothed)
        : OptionalDouble.empty();
  }

  /** Returns the seconds that the tokens left will take, at the mean rate of the phase so far. */
  private OptionalDouble remainingTokens() {
    double done = phase == Phase.RELEASE ? settled() : parked();
    double all = phase == Phase.RELEASE ? released() : goal.park().orElse(0);
    double perSecond = done * Nanos.PER_SECOND / phaseNanos;
    return perSecond > SLOWEST_PER_SECOND
        ? OptionalDouble.of(Math.max(0, all - done) / perSecond)
        : OptionalDouble.empty();
  }

  private OptionalDouble ofTime(Duration length) {
    return fraction(phaseNanos, length.toNanos());
  }

  private OptionalDouble remaining(Duration length) {
    return OptionalDouble.of(Nanos.toSeconds(Math.max(0, length.toNanos() - phaseNanos)));
  }

  private static OptionalDouble fraction(double part, double whole) {
    return whole > 0
        ? OptionalDouble.of(Math.max(0, Math.min(1, part / whole)))
        : OptionalDouble.empty();
  }
}
