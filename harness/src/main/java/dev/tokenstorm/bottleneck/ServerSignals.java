package dev.tokenstorm.bottleneck;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a server told of itself during the phase that is looked at.
 *
 * @param seconds between the first and the last reading
 * @param persistence calls of the database
 * @param refused calls of the database that the server refused itself, by limit
 * @param shardLock acquisitions of the lock of a history shard
 * @param shardIo acquisitions of a history shard's turn to call the database
 * @param cpuSeconds that the server's processes used; empty when they do not tell
 * @param backlog most tasks of the run's queue that waited for polls
 */
public record ServerSignals(
    double seconds,
    TimerSum persistence,
    Map<Limit, Double> refused,
    TimerSum shardLock,
    TimerSum shardIo,
    OptionalDouble cpuSeconds,
    double backlog) {
  public ServerSignals {
    refused = Map.copyOf(refused);
  }

  /** A limit, as a refusal's labels name it; cause and scope without prefixes. */
  record Limit(String service, String cause, String scope) {}

  /** Cores that the server's processes used on average; empty when they do not tell. */
  OptionalDouble coresUsed() {
    return cpuSeconds.isPresent() && seconds > 0
        ? OptionalDouble.of(cpuSeconds.getAsDouble() / seconds)
        : OptionalDouble.empty();
  }
}
