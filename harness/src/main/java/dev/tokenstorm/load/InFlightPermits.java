package dev.tokenstorm.load;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.InFlight;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The permits of a closed loop: one for each workflow that may be in flight. Their number may
 * change evenly over time. When it falls, permits are withdrawn as workflows return them.
 *
 * <p>{@link #free} is for any thread; all other methods are for one thread.
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

  /** Marks the start of the run, from which the change of the number is timed. */
  void begin(long nowNanos) {
    originNanos = nowNanos;
  }

  /** Takes a permit. Returns false if none was free for a short while. */
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

  /** Gives a permit back. */
  void free() {
    free.release();
  }

  /** Returns how many permits there are after a time, rounded down. */
  int allowed(long elapsedNanos) {
    return elapsedNanos >= overNanos
        ? planned.to()
        : planned.from()
            + (int) ((planned.to() - planned.from()) * (double) elapsedNanos / overNanos);
  }

  /**
   * Returns when a permit opens, in nanoseconds from the start of the run; {@link Long#MAX_VALUE}
   * if it opens never or at once.
   */
  long opens(int place) {
    return place <= planned.from() || place > planned.to()
        ? Long.MAX_VALUE
        : (long)
            Math.ceil(
                (place - planned.from()) * (double) overNanos / (planned.to() - planned.from()));
  }
}
