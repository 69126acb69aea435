package dev.tokenstorm.run;

import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Passes on to the work of the moment what is asked of whoever does it. What was asked before there
 * was work is asked of the work that begins next. Thread-safe.
 */
final class InterruptRelay implements Interruptible {
  private final NanoClock clock;
  private Optional<Interruptible> work = Optional.empty();
  private OptionalLong graceEndNanos = OptionalLong.empty();
  private boolean interrupted;
  private boolean aborted;

  InterruptRelay(NanoClock clock) {
    this.clock = clock;
  }

  /** From now on this work is what is ended. */
  synchronized void begin(Interruptible begun) {
    work = Optional.of(begun);
    if (interrupted) {
      graceEndNanos.ifPresentOrElse(
          end -> begun.interrupt(Duration.ofNanos(Math.max(0, end - clock.nanoTime()))),
          begun::interrupt);
    }
    if (aborted) {
      begun.abort();
    }
  }

  /** The work is over. */
  synchronized void end() {
    work = Optional.empty();
  }

  /** Whether an end was asked for. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  /**
   * How long something may take that must be over soon after the grace. What could not be waited
   * for so long is not negative.
   *
   * @param most time for it where no grace has begun
   * @param afterGrace time for it once the grace is over
   */
  synchronized Duration left(Duration most, Duration afterGrace) {
    if (aborted) {
      return Duration.ZERO;
    }
    if (graceEndNanos.isEmpty()) {
      return most;
    }
    long left = graceEndNanos.getAsLong() + afterGrace.toNanos() - clock.nanoTime();
    return Duration.ofNanos(Math.max(0, Math.min(left, most.toNanos())));
  }

  /** Waits, but no longer once an end is asked for. */
  synchronized void rest(Duration length) throws InterruptedException {
    long end = clock.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0 && !interrupted; left = end - clock.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public synchronized void interrupt() {
    interrupted = true;
    notifyAll();
    work.ifPresent(Interruptible::interrupt);
  }

  @Override
  public synchronized void interrupt(Duration grace) {
    interrupted = true;
    notifyAll();
    graceEndNanos = OptionalLong.of(clock.nanoTime() + grace.toNanos());
    work.ifPresent(begun -> begun.interrupt(grace));
  }

  @Override
  public synchronized void abort() {
    interrupted = true;
    aborted = true;
    notifyAll();
    work.ifPresent(Interruptible::abort);
  }

  @Override
  public synchronized void graceOver() {
    work.ifPresent(Interruptible::graceOver);
  }

  /** Once an end is asked for, nothing follows the last work but what was found out by all. */
  @Override
  public synchronized boolean writing() {
    return work.map(Interruptible::writing).orElse(interrupted);
  }
}
