package dev.tokenstorm.measurement;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Turns wake-ups into hiccups, as <a href="https://github.com/giltene/jHiccup">jHiccup</a> does.
 *
 * <p>A sleep that took longer than the shortest one so far was held up, by the machine or by the
 * JVM. Everything else that was to run at that time was held up too. A hiccup longer than the sleep
 * is recorded together with the shorter ones that further sleepers would have met during it.
 *
 * <p>{@link #asleep} and {@link #awake} are for one thread; {@link #swap} may be called by another.
 */
final class Hiccups {
  private final NanoClock clock;
  private final long intervalNanos;
  private final Recorder recorder;
  private long asleepNanos;
  private long shortestNanos = Long.MAX_VALUE;

  Hiccups(NanoClock clock, long intervalNanos) {
    this.clock = clock;
    this.intervalNanos = intervalNanos;
    this.recorder = LatencyRecorders.newRecorder();
  }

  /** Marks the start of a sleep. */
  void asleep() {
    asleepNanos = clock.nanoTime();
  }

  /** Marks the end of the sleep, and records by how much it was late. */
  void awake() {
    long sleptNanos = clock.nanoTime() - asleepNanos;
    shortestNanos = Math.min(shortestNanos, sleptNanos);
    long hiccupNanos = Math.min(sleptNanos - shortestNanos, LatencyRecorders.HIGHEST_NANOS);
    recorder.recordValueWithExpectedInterval(hiccupNanos, intervalNanos);
  }

  /**
   * Returns the hiccups since the last swap, in nanoseconds. The histogram belongs to the caller.
   */
  Histogram swap() {
    return recorder.getIntervalHistogram();
  }
}
