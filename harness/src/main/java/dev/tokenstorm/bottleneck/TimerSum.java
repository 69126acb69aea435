package dev.tokenstorm.bottleneck;

/** How often something took place, and how long it took together. */
record TimerSum(double seconds, double count) {
  static final TimerSum NONE = new TimerSum(0, 0);

  TimerSum plus(TimerSum other) {
    return new TimerSum(seconds + other.seconds, count + other.count);
  }

  /** Since an earlier reading; what is less than before has begun again. */
  TimerSum since(TimerSum before) {
    if (count < before.count || seconds < before.seconds) {
      return this;
    }
    return new TimerSum(seconds - before.seconds, count - before.count);
  }

  /** Of one; 0 if there is none. */
  double meanSeconds() {
    return count > 0 ? seconds / count : 0;
  }
}
