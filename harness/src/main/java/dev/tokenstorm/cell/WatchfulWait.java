package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A cell's thread waits here, and watches meanwhile: it cuts intervals and steps, asks whether the
 * target is there, and looks for overdue workflows. It waits until something is so, the time is
 * over, or nothing can come of waiting. For one thread.
 */
final class WatchfulWait {
  private static final Duration TICK = Duration.ofMillis(10);

  /** Poll period of what may be over within a second. */
  private static final Duration FINE_TICK = Duration.ofMillis(1);

  private final NanoClock clock;
  private final CellParts parts;
  private final Intervals intervals;
  private final EndOfRun end;

  WatchfulWait(CellParts parts, Intervals intervals, EndOfRun end) {
    this.clock = parts.clock();
    this.parts = parts;
    this.intervals = intervals;
    this.end = end;
  }

  void until(BooleanSupplier done) throws InterruptedException {
    until(done, TICK, Optional.empty());
  }

  void until(BooleanSupplier done, Duration most) throws InterruptedException {
    until(done, TICK, Optional.of(most));
  }

  /** Looks more often, because it may be so within a second. */
  void untilFinely(BooleanSupplier done) throws InterruptedException {
    until(done, FINE_TICK, Optional.empty());
  }

  void untilFinely(BooleanSupplier done, Duration most) throws InterruptedException {
    until(done, FINE_TICK, Optional.of(most));
  }

  private void until(BooleanSupplier done, Duration tick, Optional<Duration> most)
      throws InterruptedException {
    long start = clock.nanoTime();
    while (!done.getAsBoolean()
        && end.goesOn()
        && (most.isEmpty() || clock.nanoTime() - start < most.get().toNanos())) {
      Thread.sleep(tick.toMillis());
      parts.steps().ifPresent(StepRecorder::tick);
      // Questions of ours would slow down what is measured alone.
      if (intervals.tick()) {
        parts.probe().ask();
        if (intervals.phase() != Phase.RELEASE) {
          parts.watch().sweep();
        }
      }
    }
    if (!end.goesOn()) {
      parts.driver().stop();
    }
  }
}
