package dev.tokenstorm.load;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.InFlight;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places in flight of a closed loop, whose number may go evenly from one to another. Of a
 * number that falls, places are withdrawn as they become free.
 *
 * <p>{@link #free} is for any thread, the rest for one.
 */
final class InFlightPermits {
  private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final InFlight planned;
  private final NanoClock clock;
  private final long overNanos;
  private final Semaphore free = new Semaphore(0);
  private long originNanos;
  private int granted;

  InFlightPermits(InFlight planned, NanoClock clock) {
    this.planned = planned;
    this.clock = clock;
    this.overNanos = planned.over().toNanos();
  }

  /** The run begins, and with it the change of the number. */
  void begin(long nowNanos) {
    originNanos = nowNanos;
  }

  /** Takes a place; false if none was free for a short while. */
  boolean take() throws InterruptedException {
    long elapsed = clock.nanoTime() - originNanos;
    int allowed = allowed(elapsed);
    if (allowed > granted) {
      free.release(allowed - granted);
      granted = allowed;
    }
    long wait = Math.min(CHECK_NANOS, opens(granted + 1) - elapsed);
    if (!free.tryAcquire(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
      return false;
    }
    if (granted > allowed(clock.nanoTime() - originNanos)) {
      granted--;
      return false;
    }
    return true;
  }

  /** A place is free again. */
  void free() {
    free.release();
  }

  /** How many places there are at a moment: the integral of an even change, rounded down. */
  int allowed(long elapsedNanos) {
    return elapsedNanos >= overNanos
        ? planned.to()
        : planned.from()
            + (int) ((planned.to() - planned.from()) * (double) elapsedNanos / overNanos);
  }

  /** When a further place opens; far away if none does. */
  long opens(int place) {
    return place <= planned.from() || place > planned.to()
        ? Long.MAX_VALUE
        : (long)
            Math.ceil(
                (place - planned.from()) * (double) overNanos / (planned.to() - planned.from()));
  }
}
