package dev.tokenstorm.frontend;

/** When a standalone activity last sent a heartbeat, and how many it has sent, in all attempts. */
final class HeartbeatLog {
  private long count;
  private long lastNanos;

  void record(long nowNanos) {
    count++;
    lastNanos = nowNanos;
  }

  long count() {
    return count;
  }

  /** Returns the time of the last one, if there was any. */
  long lastNanos() {
    return lastNanos;
  }
}
