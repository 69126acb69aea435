package dev.tokenstorm.bottleneck;

/** Sums of a timer: how many events it timed, and how many seconds they took together. */
record TimerSum(double seconds, double count) {
  static final TimerSum NONE = new TimerSum(0, 0);

  TimerSum plus(TimerSum other) {
    return new TimerSum(seconds + other.seconds, count + other.count);
  }

  /**
   * Returns what was added since an earlier reading. A smaller sum means that the process
   * restarted; then all of it is new.
   */
  TimerSum since(TimerSum before) {
    if (count < before.count || seconds < before.seconds) {
      return this;
    }
    return new TimerSum(seconds - before.seconds, count - before.count);
  }

  /** Returns the mean seconds per event; 0 if nothing was timed. */
  double meanSeconds() {
    return count > 0 ? seconds / count : 0;
  }
}
