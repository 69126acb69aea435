package dev.tokenstorm.bottleneck;

import java.util.HashMap;
import java.util.List;
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
 * @param gaps what could not be read, one sentence each
 */
public record ServerSignals(
    double seconds,
    Timing persistence,
    Map<Limit, Double> refused,
    Timing shardLock,
    Timing shardIo,
    OptionalDouble cpuSeconds,
    double backlog,
    List<String> gaps) {
  public ServerSignals {
    refused = Map.copyOf(refused);
    gaps = List.copyOf(gaps);
  }

  /** A limit, as a refusal's labels name it; cause and scope without prefixes. */
  record Limit(String service, String cause, String scope) {}

  /** What happened between two readings. */
  static ServerSignals between(
      ServerReading before,
      ServerReading after,
      double seconds,
      double backlog,
      List<String> gaps) {
    Map<Limit, Double> refused = new HashMap<>();
    after
        .refused()
        .forEach(
            (limit, count) -> {
              double since = count - before.refused().getOrDefault(limit, 0.0);
              if (since > 0) {
                refused.put(limit, since);
              }
            });
    return new ServerSignals(
        seconds,
        after.persistence().since(before.persistence()),
        refused,
        after.shardLock().since(before.shardLock()),
        after.shardIo().since(before.shardIo()),
        after.cpuSeconds().isPresent() && before.cpuSeconds().isPresent()
            ? OptionalDouble.of(
                after.cpuSeconds().getAsDouble() - before.cpuSeconds().getAsDouble())
            : OptionalDouble.empty(),
        backlog,
        gaps);
  }
}
