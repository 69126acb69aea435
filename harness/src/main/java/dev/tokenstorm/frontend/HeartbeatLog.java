package dev.tokenstorm.frontend;

/** When a standalone activity last sent a heartbeat, and how many it has sent, in all attempts. */
final class HeartbeatLog {
  private long count;
  private long lastNanos;
  private boolean known;

  void record(long nowNanos) {
    count++;
    lastNanos = nowNanos;
    known = true;
  }

  /** Forgets the last one; the count stays. */
  void forgetLast() {
    known = false;
  }

  /** Returns whether the last one is known. */
  boolean known() {
    return known;
  }

  long count() {
    return count;
  }

  /** Returns the time of the last one, if it is known. */
  long lastNanos() {
    return lastNanos;
  }
}
