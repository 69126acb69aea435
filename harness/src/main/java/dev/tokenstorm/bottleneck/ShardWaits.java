package dev.tokenstorm.bottleneck;

/**
 * Waits of a server's history shards.
 *
 * @param lock waits for the lock of a shard
 * @param io waits of a shard for its turn to call the database
 */
record ShardWaits(TimerSum lock, TimerSum io) {
  static final ShardWaits NONE = new ShardWaits(TimerSum.NONE, TimerSum.NONE);

  ShardWaits plus(ShardWaits other) {
    return new ShardWaits(lock.plus(other.lock), io.plus(other.io));
  }

  /** Returns what was added since an earlier reading of the same process. */
  ShardWaits since(ShardWaits before) {
    return new ShardWaits(lock.since(before.lock), io.since(before.io));
  }

  /** Returns how long all waits took together, in seconds. */
  double seconds() {
    return lock.seconds() + io.seconds();
  }
}
