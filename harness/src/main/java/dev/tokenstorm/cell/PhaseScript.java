package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.load.Driver;
import dev.tokenstorm.measurement.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The phases of a run, one after the other: warm-up, measured phase, release of what is parked,
 * drain. The faults of the plan go by their clock, and are over with the drain. For one thread.
 */
final class PhaseScript {
  private final CellParts parts;
  private final CellReadings readings;
  private final DriverThread driving;
  private final EndOfRun end;
  private final Grace grace;
  private final Intervals intervals;
  private final WatchfulWait wait;
  private final PhaseMover mover;
  private final FaultTimeline faults;
  private final Optional<StepRecorder> steps;
  private final RetryDeadline retries;

  PhaseScript(
      CellParts parts,
      RunControls controls,
      Intervals intervals,
      WatchfulWait wait,
      PhaseMover mover,
      FaultTimeline faults) {
    this.parts = parts;
    this.readings = parts.readings();
    this.driving = controls.driving();
    this.end = controls.end();
    this.grace = controls.grace();
    this.retries = controls.retries();
    this.intervals = intervals;
    this.wait = wait;
    this.mover = mover;
    this.faults = faults;
    this.steps = parts.steps();
  }

  /**
   * Goes through all phases.
   *
   * @return when the drain had to be over, by the injected clock
   */
  long play() throws InterruptedException {
    wait.until(() -> end.stopped() || mover.begins());
    Phase first = parts.plan().load().warmup().isZero() ? Phase.MEASURE : Phase.WARMUP;
    intervals.start(first);
    steps.ifPresent(recorder -> recorder.begin(intervals.runStartNanos(), first));
    faults.begin(intervals.runStartNanos());
    driving.start();
    Driver driver = parts.driver();
    wait.until(() -> driver.measuring() || end.startsOver());
    enter(Phase.MEASURE, () -> {});
    if (parts.gate().isPresent()) {
      park(parts.gate().get());
    } else {
      wait.until(() -> movesOn(Phase.MEASURE, end.startsOver()));
      driver.stop();
    }
    long deadline = parts.clock().nanoTime() + parts.plan().load().drainTimeout().toNanos();
    retries.noLaterThan(deadline);
    if (parts.gate().isPresent()) {
      release(parts.gate().get(), deadline);
    }
    enter(Phase.DRAIN, () -> {});
    wait.until(
        drainOr(() -> movesOn(Phase.DRAIN, readings.quiet() && parts.waits().over())),
        left(deadline));
    parts.waits().close();
    faults.close();
    intervals.finish();
    steps.ifPresent(StepRecorder::finish);
    return deadline;
  }

  private void enter(Phase phase, Runnable begin) {
    // First: the interval that ends is written, which takes its time.
    steps.ifPresent(recorder -> recorder.enter(phase));
    intervals.enter(phase, begin);
  }

  private void park(ReleaseGate gate) throws InterruptedException {
    wait.untilFinely(() -> end.stopped() || opens(gate));
    if (!gate.reached()) {
      parts.driver().stop();
    }
  }

  /** Nothing more starts once the gate is reached, however long the cell is held. */
  private boolean opens(ReleaseGate gate) {
    boolean over = gate.over(driving.done());
    if (gate.reached()) {
      parts.driver().enough();
    }
    // Whoever moves the cell on must not let tokens time out.
    return gate.tooLong() || movesOn(Phase.MEASURE, over);
  }

  private void release(ReleaseGate gate, long deadline) throws InterruptedException {
    if (!gate.release()) {
      parts.scheduler().release();
      return;
    }
    enter(Phase.RELEASE, parts.scheduler()::release);
    wait.untilFinely(
        drainOr(() -> movesOn(Phase.RELEASE, gate.settled() || nothingToComplete())),
        left(deadline));
  }

  private boolean nothingToComplete() {
    return parts.scheduler().parked() == 0
        && parts.queue().depth() == 0
        && parts.pool().busy() == 0;
  }

  /** Who moves the cell on has no say in a run that was stopped. */
  private boolean movesOn(Phase phase, boolean ready) {
    if (end.stopped()) {
      return ready;
    }
    boolean over = mover.movesOn(phase, ready);
    if (over && !ready && phase == Phase.MEASURE) {
      end.movedOn();
    }
    return over;
  }

  private BooleanSupplier drainOr(BooleanSupplier over) {
    return () -> over.getAsBoolean() || grace.drainOver();
  }

  private Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - parts.clock().nanoTime()));
  }
}
