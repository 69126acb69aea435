package dev.tokenstorm.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What one run got from the server, and what each of its executions cost the server.
 *
 * @param perSecond executions per second
 * @param cpuMillisByProcess CPU time per execution, in milliseconds
 * @param callsByOperation calls to the database per execution
 */
record ServerShare(
    double perSecond,
    Map<String, Double> cpuMillisByProcess,
    Map<String, Double> callsByOperation) {
  /** An operation with fewer calls per execution is the server's own, or shared by many. */
  private static final double RARE = 0.05;

  ServerShare {
    cpuMillisByProcess = Map.copyOf(cpuMillisByProcess);
    callsByOperation = Map.copyOf(callsByOperation);
  }

  static ServerShare of(double perSecond, ServerReadings spent, long executions) {
    Map<String, Double> cpu = new TreeMap<>();
    spent
        .cpuNanos()
        .forEach(
            (name, nanos) ->
                cpu.put(name, (double) nanos / TimeUnit.MILLISECONDS.toNanos(1) / executions));
    Map<String, Double> calls = new TreeMap<>();
    spent.databaseCalls().forEach((name, count) -> calls.put(name, count / executions));
    return new ServerShare(perSecond, cpu, calls);
  }

  double cpuMillis(String process) {
    return cpuMillisByProcess.getOrDefault(process, 0.0);
  }

  /** Returns the CPU time of all processes per execution, in milliseconds. */
  double cpuMillis() {
    return sum(cpuMillisByProcess);
  }

  /** Returns the calls to the database per execution. */
  double databaseCalls() {
    return sum(callsByOperation);
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "%7.1f per second, %.2f ms of CPU, %.2f database calls",
        perSecond,
        cpuMillis(),
        databaseCalls());
  }

  /** Returns the mean calls per execution by operation, the most frequent first. */
  static String byOperation(List<ServerShare> shares) {
    Map<String, Double> means =
        shares.stream()
            .flatMap(share -> share.callsByOperation.entrySet().stream())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.summingDouble(Map.Entry::getValue)));
    StringJoiner joined = new StringJoiner(", ");
    means.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .filter(entry -> entry.getValue() / shares.size() >= RARE)
        .forEach(
            entry ->
                joined.add(
                    String.format(
                        Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue() / shares.size())));
    return joined.toString();
  }
}
