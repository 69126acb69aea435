package dev.tokenstorm.bottleneck;

/** How often something took place, and how long it took together. */
record Timing(double seconds, double count) {
  static final Timing NONE = new Timing(0, 0);

  Timing plus(Timing other) {
    return new Timing(seconds + other.seconds, count + other.count);
  }

  /** Since an earlier reading; what is less than before has begun again. */
  Timing since(Timing before) {
    if (count < before.count || seconds < before.seconds) {
      return this;
    }
    return new Timing(seconds - before.seconds, count - before.count);
  }

  /** Of one; 0 if there is none. */
  double meanSeconds() {
    return count > 0 ? seconds / count : 0;
  }
}
