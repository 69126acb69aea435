package dev.tokenstorm.bottleneck;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls that the services of a server took from clients and from each other, and which of them they
 * refused because of a limit.
 *
 * <p>Only calls that bear a load count. Questions are left out, because no execution waits for
 * them, and so are calls of the server's own workers.
 *
 * @param taken calls, the refused ones included
 * @param refused calls, by the limit
 */
record ServiceCalls(Map<Call, Double> taken, Map<Refusal, Double> refused) {
  static final ServiceCalls NONE = new ServiceCalls(Map.of(), Map.of());

  /** The services' name for the namespace of their own workers, as a label has it. */
  private static final String SYSTEM_NAMESPACE = "temporal_system";

  /** How names of operations begin that ask only. */
  private static final List<String> QUESTIONS =
      List.of(
          "Admin", "Count", "Describe", "Get", "List", "Operator", "PollWorkflowExecution", "Scan");

  ServiceCalls {
    taken = Map.copyOf(taken);
    refused = Map.copyOf(refused);
  }

  /** A method of a service. */
  record Call(String service, String operation) {}

  /** A method of the limit's service, and the limit that refused it. */
  record Refusal(String operation, Limit limit) {
    Call call() {
      return new Call(limit.service(), operation);
    }
  }

  /** Returns whether calls of an operation bear a load, by the labels of their sample. */
  static boolean bearsLoad(String operation, String namespace) {
    return !operation.isEmpty()
        && !namespace.equals(SYSTEM_NAMESPACE)
        && QUESTIONS.stream().noneMatch(operation::startsWith);
  }

  /** Returns what was counted since an earlier reading of the same process. */
  ServiceCalls since(ServiceCalls before) {
    return new ServiceCalls(since(taken, before.taken), since(refused, before.refused));
  }

  /** Adds the calls of another process. */
  ServiceCalls plus(ServiceCalls other) {
    return new ServiceCalls(sum(taken, other.taken), sum(refused, other.refused));
  }

  /**
   * Returns the difference of counts. A count that became smaller began again at 0, because its
   * process restarted; counts that did not grow are left out.
   */
  static <K> Map<K, Double> since(Map<K, Double> now, Map<K, Double> before) {
    Map<K, Double> more = new HashMap<>();
    now.forEach(
        (key, count) -> {
          double earlier = before.getOrDefault(key, 0.0);
          double since = count < earlier ? count : count - earlier;
          if (since > 0) {
            more.put(key, since);
          }
        });
    return more;
  }

  /** Returns the sum of counts. */
  static <K> Map<K, Double> sum(Map<K, Double> one, Map<K, Double> other) {
    Map<K, Double> both = new HashMap<>(one);
    other.forEach((key, count) -> both.merge(key, count, Double::sum));
    return both;
  }
}
