package dev.tokenstorm.bottleneck;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Signals of what bound a run, from the server's own metrics during the examined phase.
 *
 * @param seconds between the first reading and the last
 * @param persistence calls of the database
 * @param refused database calls that the server itself refused, by limit
 * @param calls of the server's services, and those that the services refused
 * @param shards waits of history shards
 * @param cpuSeconds that all processes of the server used; empty if their pages do not show it
 * @param backlog largest number of tasks of the run's queue that waited for polls
 */
public record ServerSignals(
    double seconds,
    TimerSum persistence,
    Map<Limit, Double> refused,
    ServiceCalls calls,
    ShardWaits shards,
    OptionalDouble cpuSeconds,
    double backlog) {
  public ServerSignals {
    refused = Map.copyOf(refused);
  }

  /** A limit, as the labels of a refusal name it; cause and scope have no prefix. */
  record Limit(String service, String cause, String scope) {}

  /**
   * Returns how many cores the server's processes used on average; empty if their pages do not show
   * it.
   */
  OptionalDouble coresUsed() {
    return cpuSeconds.isPresent() && seconds > 0
        ? OptionalDouble.of(cpuSeconds.getAsDouble() / seconds)
        : OptionalDouble.empty();
  }
}
