package dev.tokenstorm.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server has spent since it started, or in a span of time.
 *
 * @param cpuNanos CPU time by process, in nanoseconds
 * @param databaseCalls the server's calls to its database, by operation
 */
record ServerReadings(Map<String, Long> cpuNanos, Map<String, Double> databaseCalls) {
  ServerReadings {
    cpuNanos = Map.copyOf(cpuNanos);
    databaseCalls = Map.copyOf(databaseCalls);
  }

  /** Returns what was spent since an earlier reading. */
  ServerReadings since(ServerReadings earlier) {
    Map<String, Long> cpu = new LinkedHashMap<>();
    cpuNanos.forEach(
        (name, nanos) -> cpu.put(name, nanos - earlier.cpuNanos.getOrDefault(name, 0L)));
    Map<String, Double> calls = new TreeMap<>();
    databaseCalls.forEach(
        (operation, count) ->
            calls.put(operation, count - earlier.databaseCalls.getOrDefault(operation, 0.0)));
    return new ServerReadings(cpu, calls);
  }
}
